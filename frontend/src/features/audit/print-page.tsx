import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useUser } from '../../api/session';
import { MOST_PRINTED, useWhole } from '../../api/whole';
import { useText } from '../../i18n';
import { beijingTime } from '../../lib/dates';
import { WholeSheet } from '../../ui/whole-sheet';
import { said } from './changes';
import { type AuditEntry, auditPage, filterOf, optionsQuery } from './queries';

/** The part of the trail that was asked for, for a file. */
export function Component() {
  const { t } = useTranslation();
  const text = useText();
  const navigate = useNavigate();
  const user = useUser();
  const [search] = useSearchParams();
  const filter = filterOf((name) => search.get(name));
  const options = useQuery(optionsQuery()).data;
  const query = useWhole<AuditEntry, { items: AuditEntry[]; next_cursor?: string | null }>(
    ['audit', filter],
    (cursor, signal) => auditPage(filter, cursor, 200, signal),
  );
  const asked = [
    filter.from || filter.to ? `${filter.from ?? '…'} – ${filter.to ?? '…'}` : t('audit.all_days'),
    options?.actors.find(({ id }) => id === filter.actor)?.name,
    text(options?.actions.find(({ code }) => code === filter.action)?.label),
    text(options?.subject_types.find(({ code }) => code === filter.subject_type)?.label),
    filter.case_no,
  ];
  return (
    <WholeSheet
      query={query}
      title={t('audit.title')}
      unit={user.division.full_name}
      printedBy={user.name}
      viewer={`${user.name} ${user.username}`}
      most={MOST_PRINTED}
      period={asked.filter(Boolean).join(' · ')}
      onBack={() => navigate(`/audit?${search}`)}
      tableOf={(rows) => ({
        heads: ['at', 'actor', 'role', 'action', 'subject', 'division', 'changes', 'request_id'].map(
          (name) => ({
            text: t(`audit.${name}`),
          }),
        ),
        rows: rows.map((entry) => [
          beijingTime(entry.at),
          entry.actor?.name ?? t('audit.system'),
          entry.actor ? t(`app.role.${entry.actor.role}`) : '—',
          text(entry.action_label),
          `${text(entry.subject_label)} ${entry.subject_name ?? ''}`,
          entry.place?.name ?? '—',
          entry.changes.map((change) => said(change, text)).join(t('audit.between')),
          entry.request_id,
        ]),
      })}
    />
  );
}
