import { api } from '../../api/client';
import type { Case, Reason } from '../../api/types';
import type { LetterOf } from './act-letter';
import { STEPS, type StepField, type StepValues } from './step-acts';

/** The parts a dialog can ask for; an act is a list of them and where it is sent. */
export type ActField =
  | 'other'
  | 'reasons'
  | 'withdrawal'
  | 'kind'
  | 'on'
  | 'officers'
  | 'findings'
  | 'conclusion'
  | 'opinion'
  | 'amount'
  | 'note'
  | StepField;

export interface ActValues extends StepValues {
  other?: string;
  reasons?: { field?: string | null; text: string }[];
  reason?: string;
  kind?: 'home_visit' | 'neighbour_visit' | 'letter_inquiry' | 'information_check';
  on?: string;
  officers?: string[];
  findings?: string;
  conclusion?: 'confirmed' | 'differs';
  opinion?: 'support' | 'oppose';
  text?: string;
  amount_fen?: number | null;
  note?: string;
}

export interface Target {
  path: { id: string };
  version: number;
  key: string;
}

export interface ActSpec {
  fields: ActField[];
  danger?: boolean;
  primary?: boolean;
  /** The letter it brings about, to be read before it is done. */
  letter?: LetterOf['act'];
  send: (target: Target, values: ActValues) => Promise<Case>;
}

const reasonsOf = (values: ActValues): Reason[] =>
  (values.reasons ?? []).map(({ field, text }) => ({ field: field ?? null, text }));
const lines = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const need = <T>(value: T | undefined): T => value as T;
/** Of a home visit alone: who of the family signed, or why none did. */
const signatureOf = ({ kind, family_name, family_relation, family_absent }: ActValues) => {
  if (kind !== 'home_visit') return {};
  return family_absent
    ? { family_absent }
    : family_name
      ? { family: { name: family_name, relation: family_relation ?? '' } }
      : {};
};

const review = (outcome: 'agree' | 'return' | 'refuse' | 'oppose') => (target: Target, values: ActValues) =>
  api.post('/cases/{id}/reviews', {
    ...target,
    body: { outcome, note: values.note, reasons: reasonsOf(values) },
  });
const examine = (outcome: 'agree' | 'return' | 'refuse') => (target: Target, values: ActValues) =>
  api.post('/cases/{id}/examinations', {
    ...target,
    body: {
      outcome,
      note: values.note,
      reasons: reasonsOf(values),
      ...(outcome === 'agree' ? { amount_fen: values.amount_fen } : {}),
    },
  });
const decide = (outcome: 'approve' | 'return' | 'refuse') => (target: Target, values: ActValues) =>
  api.post('/cases/{id}/decisions', {
    ...target,
    body: {
      outcome,
      note: values.note,
      reasons: reasonsOf(values),
      ...(outcome === 'approve' ? { amount_fen: values.amount_fen } : {}),
    },
  });

/** The letter of an act as its form would have it now. */
export const letterOf = (act: LetterOf['act'], values: ActValues): LetterOf => ({
  act,
  other: lines(values.other),
  note: values.note || null,
  reasons: reasonsOf(values),
  amount_fen: values.amount_fen ?? null,
});

/** Which act asks for what. Acts the server allows and this table lacks have no button here. */
export const ACTS: Record<string, ActSpec> = {
  ...STEPS,
  accept: {
    fields: [],
    letter: 'accept',
    primary: true,
    send: (target) => api.post('/cases/{id}/acceptances', { ...target, body: {} }),
  },
  notify_supplement: {
    fields: ['other', 'note'],
    letter: 'notify_supplement',
    send: (target, values) =>
      api.post('/cases/{id}/supplement-notices', {
        ...target,
        body: { other: lines(values.other), note: values.note },
      }),
  },
  decline: {
    fields: ['reasons'],
    letter: 'decline',
    danger: true,
    send: (target, values) =>
      api.post('/cases/{id}/non-acceptances', { ...target, body: { reasons: reasonsOf(values) } }),
  },
  check: {
    fields: ['kind', 'on', 'officers', 'family', 'findings', 'conclusion'],
    send: (target, values) =>
      api.post('/cases/{id}/checks', {
        ...target,
        body: {
          kind: need(values.kind),
          on: need(values.on),
          officers: need(values.officers),
          findings: need(values.findings),
          conclusion: need(values.conclusion),
          ...signatureOf(values),
        },
      }),
  },
  opine: {
    fields: ['opinion'],
    primary: true,
    send: (target, values) =>
      api.post('/cases/{id}/preliminary-opinions', {
        ...target,
        body: { opinion: need(values.opinion), text: need(values.text), reasons: reasonsOf(values) },
      }),
  },
  review_agree: { fields: ['note'], primary: true, send: review('agree') },
  review_return: { fields: ['reasons', 'note'], send: review('return') },
  review_oppose: { fields: ['reasons', 'note'], danger: true, send: review('oppose') },
  review_refuse: {
    fields: ['reasons', 'note'],
    danger: true,
    letter: 'review_refuse',
    send: review('refuse'),
  },
  county_visit: {
    fields: ['on', 'officers', 'findings'],
    send: (target, values) =>
      api.post('/cases/{id}/county-visits', {
        ...target,
        body: { on: need(values.on), officers: need(values.officers), findings: need(values.findings) },
      }),
  },
  examine_agree: { fields: ['amount', 'note'], primary: true, send: examine('agree') },
  examine_return: { fields: ['reasons', 'note'], send: examine('return') },
  examine_refuse: { fields: ['reasons', 'note'], danger: true, send: examine('refuse') },
  decide_approve: {
    fields: ['amount', 'note'],
    primary: true,
    letter: 'decide_approve',
    send: decide('approve'),
  },
  decide_return: { fields: ['reasons', 'note'], send: decide('return') },
  decide_refuse: {
    fields: ['reasons', 'note'],
    danger: true,
    letter: 'decide_refuse',
    send: decide('refuse'),
  },
  withdraw: {
    fields: ['withdrawal'],
    danger: true,
    send: (target, values) =>
      api.post('/cases/{id}/withdrawals', { ...target, body: { reason: need(values.reason) } }),
  },
};
