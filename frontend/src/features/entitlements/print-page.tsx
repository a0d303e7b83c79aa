import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../../api/client';
import { useUser } from '../../api/session';
import { MOST_PRINTED, useWhole } from '../../api/whole';
import { useText } from '../../i18n';
import { today } from '../../lib/dates';
import { formatFen } from '../../lib/money';
import { WholeSheet } from '../../ui/whole-sheet';
import type { BenefitRow } from './queries';
import { filterOf } from './words';
import './texts';

/** The benefits that stand on the screen, to the last. */
export function Component() {
  const { t } = useTranslation();
  const text = useText();
  const navigate = useNavigate();
  const user = useUser();
  const [search] = useSearchParams();
  const filter = filterOf((name) => search.get(name) ?? undefined, today());
  const query = useWhole<BenefitRow, { items: BenefitRow[]; next_cursor?: string | null }>(
    ['entitlements', filter],
    (cursor, signal) => api.get('/entitlements', { query: { ...filter, cursor, limit: 200 }, signal }),
  );
  const said = [
    filter.state && t(`entitlements.states.${filter.state}`),
    search.get('recheck') && t(`entitlements.recheck.${search.get('recheck')}`),
    filter.proposed && t('entitlements.waiting_only'),
  ];
  return (
    <WholeSheet
      query={query}
      title={t('entitlements.title')}
      unit={user.division.full_name}
      printedBy={user.name}
      viewer={`${user.name} ${user.username}`}
      most={MOST_PRINTED}
      period={[t('entitlements.print_on', { on: today() }), ...said, t('ui.unit_yuan')]
        .filter(Boolean)
        .join(' · ')}
      onBack={() => navigate(`/entitlements?${search}`)}
      tableOf={(rows) => ({
        heads: [
          { text: t('ui.row_number'), num: true },
          { text: t('entitlements.person') },
          { text: t('entitlements.village') },
          { text: t('entitlements.policy') },
          { text: t('entitlements.state_label') },
          { text: t('entitlements.monthly_short'), num: true },
          { text: t('entitlements.first_month') },
          { text: t('entitlements.recheck_due') },
          { text: t('entitlements.kind') },
        ],
        rows: rows.map((row, index) => [
          index + 1,
          row.person.name,
          row.division.full_name,
          text(row.policy_title),
          t(`entitlements.states.${row.state}`),
          formatFen(row.monthly_fen),
          row.first_month,
          row.recheck_due_on ?? '—',
          row.proposed
            ? t('entitlements.proposed', { kind: t(`entitlements.kinds.${row.proposed.kind}`) })
            : '',
        ]),
        foot: [
          '',
          t('entitlements.print_total', { count: rows.length }),
          '',
          '',
          '',
          formatFen(rows.reduce((sum, row) => sum + row.monthly_fen, 0)),
          '',
          '',
          '',
        ],
      })}
    />
  );
}
