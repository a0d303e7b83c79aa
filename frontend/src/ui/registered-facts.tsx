import { Descriptions } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../i18n';
import { registeredInputs } from '../lib/fact-form';
import type { FactInput } from './facts-form';
import { Money } from './money';

interface Member {
  person_id: string;
  name: string;
  age: number;
  relation: string;
  conditions: string[];
}
interface Household {
  size: number;
  income_fen?: number | null;
  members: Member[];
}

interface Props {
  inputs: FactInput[];
  household: Household | null | undefined;
  /** Whom of the household it is for. */
  personId: string | undefined;
  /** Leads to the household, where what is wrong here is mended. */
  children?: ReactNode;
}

/** What the policy takes from the register of households: shown to whoever enters the rest, not asked. */
export function RegisteredFacts({ inputs, household, personId, children }: Props) {
  const { t } = useTranslation();
  const text = useText();
  if (!household) return null;
  const known = registeredInputs(inputs, household);
  if (known.length === 0) return null;
  const person = household.members.find((member) => member.person_id === personId);
  const value = (input: FactInput): ReactNode => {
    if (input.source === 'person') return ofPerson(input, person);
    if (input.source === 'household_size') return t('households.size', { count: household.size });
    if (input.source === 'household_income') return <Money fen={household.income_fen} unit />;
    if (input.source === 'income_per_person' && household.income_fen && household.size > 0)
      return <Money fen={Math.round(household.income_fen / household.size)} unit />;
    if (input.source !== 'members') return t('households.registered_counted');
    return (
      <ul className="plain-list">
        {household.members.map((member) => (
          <li key={member.person_id}>
            {[
              `${member.name} · ${t(`households.relation.${member.relation}`)}`,
              t('ui.years', { count: member.age }),
              ...member.conditions.map((code) => t(`households.condition.${code}`)),
            ].join(' · ')}
          </li>
        ))}
      </ul>
    );
  };
  const ofPerson = (input: FactInput, of: Member | undefined): ReactNode => {
    if (of && input.name === 'age') return t('ui.years', { count: of.age });
    if (of?.conditions.includes(input.name)) return t('ui.yes');
    return t('households.registered_person');
  };
  return (
    <section className="registered" aria-label={t('households.registered')}>
      <p className="muted">
        {t('households.registered_hint')} {children}
      </p>
      <Descriptions
        bordered
        size="small"
        column={1}
        items={known.map((input) => ({
          key: input.name,
          label: text(input.label),
          children: value(input),
        }))}
      />
    </section>
  );
}
