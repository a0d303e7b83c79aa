import { Select } from 'antd';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../lib/debounce';
import { type CardRead, parseCard } from '../lib/wedge';
import { useCardReader } from './use-card-reader';

export interface PickablePerson {
  id: string;
  name: string;
  citizen_id: string;
  age: number;
  division: { name: string };
}

interface Props {
  search: (q: string) => Promise<PickablePerson[]>;
  onPick: (person: PickablePerson) => void;
  label: string;
  autoFocus?: boolean;
  /** A card names one person: whoever asks may deal with it better than a search. */
  onCard?: (card: CardRead) => void;
}

/** Finds a person by name, initials, number or card, and hands over the one chosen. */
export function PersonPicker({ search, onPick, label, autoFocus, onCard }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [found, setFound] = useState<PickablePerson[]>([]);
  const [busy, setBusy] = useState(false);
  const quiet = useDebounced(text.trim(), 300);
  const readCard = useCardReader(
    () => null,
    (card) => {
      setText(onCard ? '' : card.citizenId);
      onCard?.(card);
    },
  );

  useEffect(() => {
    let current = true;
    if (quiet.length < 2) {
      setFound([]);
      return;
    }
    setBusy(true);
    search(quiet)
      .then((rows) => current && setFound(rows))
      .catch(() => current && setFound([]))
      .finally(() => current && setBusy(false));
    return () => {
      current = false;
    };
  }, [quiet, search]);

  // A whole number typed by hand and ended by Enter means the same as the card.
  const typedCard = (event: KeyboardEvent) => {
    const card = event.key === 'Enter' && onCard ? parseCard(text) : null;
    if (!card || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    setText('');
    onCard?.(card);
  };
  return (
    <div
      onKeyDownCapture={(event) => {
        readCard(event);
        typedCard(event);
      }}
    >
      <Select
        style={{ width: '100%' }}
        autoFocus={autoFocus}
        aria-label={label}
        placeholder={label}
        value={null}
        loading={busy}
        showSearch={{ filterOption: false, searchValue: text, onSearch: setText }}
        notFoundContent={
          quiet.length < 2 ? t('ui.picker_hint') : busy ? t('ui.loading') : t('ui.picker_nobody')
        }
        options={found.map((person) => ({
          value: person.id,
          label: `${person.name} · ${person.citizen_id} · ${t('ui.years', { count: person.age })} · ${person.division.name}`,
        }))}
        onSelect={(id: unknown) => {
          const person = found.find((row) => row.id === id);
          setText('');
          setFound([]);
          if (person) onPick(person);
        }}
      />
    </div>
  );
}
