import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { personQuery } from '../../../api/resources/persons';
import { useUser } from '../../../api/session';
import { Page } from '../../../ui/page';
import { DiscardQuestion } from './discard-question';
import { discardForm, giveWay, type Start, type Unfinished, unfinishedOfOther } from './draft';

interface Props {
  /** `again` throws the form away and begins another one, of which nothing is known but this. */
  children: (start: Start, again: (start: Start) => void) => ReactNode;
}

/** Which form the page opens with. One person's papers neither get into another's case nor go unasked. */
export function Beginning({ children }: Props) {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const state = useLocation().state as { personId?: string } | null;
  // What the page was opened for; a link to it followed from the form itself leaves the form as it is.
  const [wanted] = useState(state?.personId ?? null);
  const [form, setForm] = useState<{ start: Start; round: number } | null>(
    wanted ? null : { start: { itemCode: null, personId: null }, round: 0 },
  );
  const [other, setOther] = useState<Unfinished | null>(null);
  const begin = (start: Start) => {
    setOther(null);
    setForm((old) => ({ start, round: (old?.round ?? 0) + 1 }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the page opens
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    void unfinishedOfOther(user.id, wanted).then((found) => {
      if (!here) return;
      if (found) return setOther(found);
      giveWay(user.id, wanted);
      begin({ itemCode: null, personId: wanted });
    });
    return () => {
      here = false;
    };
  }, []);
  // The page loaded again must not take up what it was first opened for.
  const forget = () => navigate('/cases/new', { replace: true, state: null });
  if (form) {
    const again = (start: Start) => {
      forget();
      begin(start);
    };
    return <Fragment key={form.round}>{children(form.start, again)}</Fragment>;
  }
  const discard = async () => {
    await discardForm(user.id);
    begin({ itemCode: null, personId: wanted });
  };
  const goOn = () => {
    forget();
    begin({ itemCode: null, personId: null });
  };
  return (
    <>
      <Page title={t('cases.new')} loading />
      {other && wanted && (
        <UnfinishedQuestion other={other} wanted={wanted} onDiscard={discard} onKeep={goOn} />
      )}
    </>
  );
}

interface QuestionProps {
  other: Unfinished;
  wanted: string;
  onDiscard: () => Promise<void>;
  onKeep: () => void;
}

function UnfinishedQuestion({ other, wanted, onDiscard, onKeep }: QuestionProps) {
  const { t } = useTranslation();
  const whose = useQuery({ ...personQuery(other.personId ?? ''), enabled: other.personId !== null });
  const next = useQuery(personQuery(wanted));
  // Names that can not be had, be it that the line is down, hold nobody up.
  const [name, nextName] = [whose.data?.name, next.data?.name];
  return (
    <DiscardQuestion
      title={name ? t('cases.unfinished', { name }) : t('cases.unfinished_nameless')}
      discard={
        nextName ? t('cases.unfinished_discard', { name: nextName }) : t('cases.unfinished_discard_nameless')
      }
      keep={t('cases.unfinished_keep')}
      onDiscard={onDiscard}
      onKeep={onKeep}
    >
      {t('cases.unfinished_detail', { files: other.files, entries: other.entries })}
    </DiscardQuestion>
  );
}
