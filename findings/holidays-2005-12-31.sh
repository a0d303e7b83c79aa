#!/usr/bin/env bash
# Saturday 2005-12-31 was a working day: 国办发明电〔2005〕35号 on the holidays of 2006 says
# "12月31日(星期六)上班" (its text: zh.wikisource.org, 国务院办公厅关于2006年部分节假日安排的通知).
# npm chinese-days 1.5.7 and PyPI chinesecalendar 1.11.0 take it for a day off. Seen:
#   chinese-days 1.5.7: isWorkday(2005-12-31) = false
#   chinesecalendar 1.11.0: is_workday(2005-12-31) = False
# Fails if that changes. Needs node, npm, python3 and pip; uses nothing of this project.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund chinese-days@1.5.7 >/dev/null
python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps \
  --target packages chinesecalendar==1.11.0
one=$(node -p 'require("chinese-days").isWorkday("2005-12-31")')
other=$(PYTHONPATH=packages python3 -c '
import datetime, chinese_calendar
print(chinese_calendar.is_workday(datetime.date(2005, 12, 31)))')
echo "chinese-days 1.5.7: isWorkday(2005-12-31) = $one"
echo "chinesecalendar 1.11.0: is_workday(2005-12-31) = $other"
[ "$one" = false ] && [ "$other" = False ]
