import { Alert, Button, Checkbox, Form } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Facts, factsToSend } from '../../../lib/fact-form';
import { formatFen } from '../../../lib/money';
import { FactsForm } from '../../../ui/facts-form';
import { MoneyInput } from '../../../ui/money';
import { Compared, type Outcome, useFactsText, Verdict } from '../document/examples';
import type { PolicyDocument } from '../queries';
import { numbered, without } from './edit';
import { useEditing } from './editing';
import { Labelled, ProblemsAt, RemoveButton, TextField } from './fields';
import { awaitingExamples, computed, isInherited, takenOver } from './inherited';

type Example = PolicyDocument['examples'][number];

/** The proof of the rules: each example is computed while the rules are being written. */
export function ExamplesTab() {
  const { t } = useTranslation();
  const { document, base, check, set } = useEditing();
  const awaiting = awaitingExamples(document, base, check?.examples);
  const [open, setOpen] = useState<number | null>(null);
  const add = () => {
    const at = document.examples.length;
    set(['examples', at], {
      title: t('policy_drafts.example_no', { number: at + 1 }),
      facts: {},
      eligible: true,
      amount_fen: 0,
    });
    setOpen(at);
  };
  return (
    <>
      <p className="muted">{t('policy_drafts.examples_detail')}</p>
      {awaiting > 0 && (
        <Alert
          type="info"
          showIcon
          className="below"
          title={t('policy_drafts.examples_awaiting', { count: awaiting })}
          description={t('policy_drafts.examples_awaiting_detail')}
        />
      )}
      <ProblemsAt path={['examples']} shown={document.examples.map((_, at) => String(at))} />
      {numbered(document.examples).map(({ at, item }) => (
        <ExampleEditor
          key={at}
          at={at}
          example={item}
          outcome={check?.examples[at]}
          open={open === at}
          onOpen={() => setOpen(open === at ? null : at)}
        />
      ))}
      <Button onClick={add}>{t('policy_drafts.add_example')}</Button>
    </>
  );
}

interface Props {
  at: number;
  example: Example;
  outcome: Outcome | undefined;
  open: boolean;
  onOpen: () => void;
}

function ExampleEditor({ at, example, outcome, open, onOpen }: Props) {
  const { t } = useTranslation();
  const { document, base, set } = useEditing();
  const factsText = useFactsText(document);
  const path = ['examples', at];
  const settled = computed(outcome);
  const inherited = isInherited(example, base);
  const said = (eligible: boolean, fen: number) =>
    eligible ? t('policy_drafts.yuan', { sum: formatFen(fen) }) : t('policies.nothing');
  return (
    <section className="edit-card" aria-label={example.title}>
      <div className="edit-head">
        <h3>
          <Verdict outcome={outcome} /> {example.title}
        </h3>
        <div className="act-bar">
          <Button
            size="small"
            aria-expanded={open}
            aria-label={t(open ? 'policy_drafts.close_example' : 'policy_drafts.edit_example', {
              title: example.title,
            })}
            onClick={onOpen}
          >
            {t(open ? 'policy_drafts.close_short' : 'policy_drafts.edit_input')}
          </Button>
        </div>
      </div>
      <div className="muted">{factsText(example.facts ?? {})}</div>
      <div>
        <Compared example={example} outcome={outcome} />
      </div>
      {settled && (
        <div className="below">
          {inherited && <p>{t('policy_drafts.example_inherited', { version: base?.version })}</p>}
          <Button size="small" onClick={() => set(path, takenOver(example, settled))}>
            {t('policy_drafts.take_over', {
              title: example.title,
              before: said(example.eligible, example.amount_fen),
              now: said(settled.eligible, settled.amount_fen),
            })}
          </Button>
        </div>
      )}
      <ProblemsAt path={path} />
      {open && (
        <>
          <div className="field-grid below">
            <TextField
              label={t('policy_drafts.example_title')}
              path={[...path, 'title']}
              value={example.title}
            />
            <TextField
              type="date"
              optional
              label={t('policy_drafts.example_on')}
              path={[...path, 'on']}
              value={example.on}
            />
            <Labelled label={t('policy_drafts.expected_sum')}>
              {(id) => (
                <MoneyInput
                  id={id}
                  value={example.amount_fen}
                  onChange={(fen) => set([...path, 'amount_fen'], fen ?? 0)}
                />
              )}
            </Labelled>
            <div className="edit-field">
              <Checkbox
                checked={example.eligible}
                onChange={(event) => set([...path, 'eligible'], event.target.checked)}
              >
                {t('policies.eligible')}
              </Checkbox>
            </div>
          </div>
          <ExampleFacts at={at} facts={example.facts ?? {}} />
          <RemoveButton
            what={example.title}
            onClick={() => set(['examples'], without(document.examples, at))}
          />
        </>
      )}
    </section>
  );
}

function ExampleFacts({ at, facts }: { at: number; facts: Facts }) {
  const { document, set } = useEditing();
  const [form] = Form.useForm();
  const typed = useMemo(
    () =>
      document.inputs.map((input) => ({
        ...input,
        source: 'entered' as const,
        required: false,
        required_when: null,
      })),
    [document.inputs],
  );
  return (
    <FactsForm
      form={form}
      name={`example-${at}`}
      inputs={typed}
      facts={facts}
      onChange={(next) => set(['examples', at, 'facts'], factsToSend(typed, next))}
    />
  );
}
