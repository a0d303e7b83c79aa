import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../../api/client';
import { useTownships } from '../../api/resources/townships';
import { useUser } from '../../api/session';
import type { Schemas } from '../../api/types';
import { MOST_PRINTED, useWhole } from '../../api/whole';
import { monthOf, today } from '../../lib/dates';
import { formatFen } from '../../lib/money';
import { shiftMonth } from '../../lib/periods';
import { WholeSheet } from '../../ui/whole-sheet';
import './texts';

/** The month's list as it goes to the bank and into the file: masked as on the screen, with its total. */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const user = useUser();
  const townships = useTownships();
  const [search] = useSearchParams();
  const month = search.get('month') ?? shiftMonth(monthOf(today()), 1);
  const township = search.get('township') ?? undefined;
  const query = useWhole<Schemas['Payment'], Schemas['PaymentList']>(
    ['payments', month, township],
    (cursor, signal) => api.get('/payments', { query: { month, township, cursor, limit: 200 }, signal }),
  );
  const place = townships.find((each) => each.value === township)?.label;
  return (
    <WholeSheet
      query={query}
      title={t('payments.title', { month })}
      unit={user.division.full_name}
      printedBy={user.name}
      viewer={`${user.name} ${user.username}`}
      most={MOST_PRINTED}
      period={`${t('payments.month')} ${month}${place ? ` · ${place}` : ''} · ${t('ui.unit_yuan')}`}
      onBack={() => navigate(`/payments?${search}`)}
      tableOf={(rows, first) => ({
        heads: [
          { text: t('ui.row_number'), num: true },
          { text: t('payments.payee') },
          { text: t('payments.division') },
          { text: t('payments.scheme') },
          { text: t('payments.kind') },
          { text: t('payments.amount'), num: true },
          { text: t('payments.account') },
          { text: t('payments.case_no') },
          { text: t('payments.state') },
        ],
        rows: rows.map((row, index) => [
          index + 1,
          row.payee_name,
          row.division.full_name,
          t(`ui.scheme_of.${row.scheme}`, { defaultValue: row.scheme }),
          t(`payments.kinds.${row.kind}`, { defaultValue: row.kind }),
          formatFen(row.amount_fen),
          row.bank_account ?? t('payments.account_missing'),
          row.case_no,
          t(`payments.states.${row.state}`, { defaultValue: row.state }),
        ]),
        foot: [
          '',
          t('payments.print_total', { count: first.total_count }),
          '',
          '',
          '',
          formatFen(first.total_fen),
          '',
          '',
          '',
        ],
      })}
      closing={
        <Signatures names={['payments.sign_made', 'payments.sign_checked', 'payments.sign_approved']} />
      }
    />
  );
}

function Signatures({ names }: { names: string[] }) {
  const { t } = useTranslation();
  return (
    <div className="list-signatures">
      {names.map((name) => (
        <span key={name}>{t(name)}</span>
      ))}
    </div>
  );
}
