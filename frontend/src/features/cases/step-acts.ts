import { api } from '../../api/client';
import type { Case, Schemas } from '../../api/types';
import { SERVICE_WAYS } from '../../lib/service-ways';
import type { ActSpec, ActValues, Target } from './acts';

/** What the steps between the window and the decision ask for. */
export type StepField =
  | 'family'
  | 'consent'
  | 'sources'
  | 'purpose'
  | 'relatives'
  | 'place'
  | 'objection'
  | 'ground'
  | 'channel'
  | 'way'
  | 'officer'
  | 'papers';

export interface StepValues {
  family_name?: string;
  family_relation?: string;
  family_absent?: string;
  of?: Schemas['ConsentOf'];
  name?: string;
  relation?: string;
  guardian?: string;
  sources?: Schemas['CheckSource'][];
  purpose?: Schemas['CheckPurpose'];
  relatives?: number[];
  place?: string;
  ground?: string;
  channel?: Schemas['ComplaintChannel'];
  way?: Schemas['ServiceWay'];
  received_by?: string;
  officer?: string;
  papers?: string[];
}

export const SOURCES: Schemas['CheckSource'][] = [
  'registration',
  'tax',
  'social_insurance',
  'real_estate',
  'market_entities',
  'housing_fund',
  'vehicles',
  'banks',
  'insurers',
  'securities',
  'payment_firms',
];
export const PURPOSES: Schemas['CheckPurpose'][] = ['application', 'objection', 'complaint'];
export const CHANNELS: Schemas['ComplaintChannel'][] = ['hotline', 'letter', 'visit', 'online', 'other'];
export const WAYS: Schemas['ServiceWay'][] = [...SERVICE_WAYS];

const need = <T>(value: T | undefined): T => value as T;
const words = (text: string | undefined) => text?.trim() || null;

/** The acts of these steps; each is a record of its own. */
export const STEPS: Record<string, ActSpec> = {
  consent: {
    fields: ['consent', 'on'],
    send: (target: Target, values: ActValues): Promise<Case> =>
      api.post('/cases/{id}/consents', {
        ...target,
        body: {
          of: need(values.of),
          name: words(values.name),
          relation: words(values.relation),
          guardian: words(values.guardian),
          on: need(values.on),
        },
      }),
  },
  request_check: {
    fields: ['note'],
    send: (target, values) =>
      api.post('/cases/{id}/check-requests', { ...target, body: { note: words(values.note) } }),
  },
  information_check: {
    fields: ['purpose', 'on', 'sources', 'relatives', 'findings', 'conclusion'],
    primary: true,
    send: (target, values) =>
      api.post('/cases/{id}/information-checks', {
        ...target,
        body: {
          on: need(values.on),
          purpose: need(values.purpose),
          sources: need(values.sources),
          relatives: values.relatives ?? [],
          findings: need(values.findings),
          conclusion: need(values.conclusion),
        },
      }),
  },
  post: {
    fields: ['place'],
    primary: true,
    send: (target, values) =>
      api.post('/cases/{id}/postings', { ...target, body: { place: need(values.place) } }),
  },
  object: {
    fields: ['on', 'objection'],
    danger: true,
    send: (target, values) =>
      api.post('/cases/{id}/objections', {
        ...target,
        body: { on: need(values.on), text: need(values.text) },
      }),
  },
  report: {
    fields: ['note'],
    primary: true,
    send: (target, values) =>
      api.post('/cases/{id}/reports', { ...target, body: { note: words(values.note) } }),
  },
  forward: {
    fields: ['note'],
    primary: true,
    send: (target, values) =>
      api.post('/cases/{id}/forwards', { ...target, body: { note: words(values.note) } }),
  },
  extend: {
    fields: ['ground', 'objection'],
    send: (target, values) =>
      api.post('/cases/{id}/extensions', {
        ...target,
        body: { ground: need(values.ground), reason: need(values.text) },
      }),
  },
  complaint: {
    fields: ['on', 'channel', 'objection'],
    send: (target, values) =>
      api.post('/cases/{id}/complaints', {
        ...target,
        body: { on: need(values.on), channel: need(values.channel), text: need(values.text) },
      }),
  },
  explain: {
    fields: ['on', 'officer', 'findings', 'papers'],
    primary: true,
    send: (target, values) =>
      api.post('/cases/{id}/explanations', {
        ...target,
        body: {
          on: need(values.on),
          officer: need(values.officer),
          findings: need(values.findings),
          papers: values.papers ?? [],
        },
      }),
  },
  deliver: {
    fields: ['on', 'way'],
    primary: true,
    send: (target, values) =>
      api.post('/cases/{id}/deliveries', {
        ...target,
        body: {
          on: need(values.on),
          way: need(values.way),
          received_by: values.way === 'public_notice' ? null : words(values.received_by),
        },
      }),
  },
};
