import { useTranslation } from 'react-i18next';
import { type Exceptions, isWorking, weeksOf } from './year';
import './calendar.css';

interface Props {
  year: number;
  exceptions: Exceptions;
  onPress?: (day: string) => void;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** Twelve small months. Off days and make-up workdays are marked by a letter, not only by colour. */
export function YearGrid({ year, exceptions, onPress }: Props) {
  const { t } = useTranslation();
  return (
    <div className="year">
      {MONTHS.map((month) => (
        <table key={month} className="year-month">
          <caption>{t('calendar.month', { month })}</caption>
          <thead>
            <tr>
              {WEEKDAYS.map((day) => (
                <th key={day} scope="col">
                  {t(`calendar.weekday.${day}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(year, month).map((week) => (
              <tr key={week.find(Boolean)}>
                {week.map((day, index) => (
                  <td key={day ?? `blank-${index}`}>
                    {day && <Day day={day} exceptions={exceptions} onPress={onPress} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function Day({
  day,
  exceptions,
  onPress,
}: {
  day: string;
  exceptions: Exceptions;
  onPress?: (day: string) => void;
}) {
  const { t } = useTranslation();
  const exception = exceptions[day];
  const kind = exception?.kind ?? (isWorking(day, exceptions) ? 'plain' : 'weekend');
  const label = `${day} ${t(`calendar.kind.${kind}`)} ${exception?.name ?? ''}`.trim();
  const content = (
    <>
      {Number(day.slice(8))}
      {exception && <small aria-hidden>{t(`calendar.mark.${exception.kind}`)}</small>}
    </>
  );
  if (!onPress) {
    return (
      <span className={`day day-${kind}`} title={exception?.name}>
        {content}
        <span className="sr-only">{label}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      className={`day day-${kind}`}
      aria-label={label}
      title={label}
      onClick={() => onPress(day)}
    >
      {content}
    </button>
  );
}
