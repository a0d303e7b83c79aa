import { Button, Checkbox, Tag } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../api/types';
import { useText } from '../../i18n';
import { mayBeSent } from './upload-queue';

/** A phone or tablet: its camera is the scanner. */
const HAND_HELD = window.matchMedia?.('(pointer: coarse)').matches ?? false;

export interface MaterialLine {
  code: string;
  name: Text;
  required: boolean;
  provided: boolean;
  /** The original was seen at the window. */
  seen?: boolean;
  /** The files of this material, each with what can be done with it. */
  files: ReactNode[];
}

interface Props {
  materials: MaterialLine[];
  onFiles?: (code: string, files: File[]) => void;
  onSeen?: (code: string, seen: boolean) => void;
  disabled?: boolean;
}

/** The checklist is the one-time notice in the making: what is not provided here is what the notice will list. */
export function Materials({ materials, onFiles, onSeen, disabled }: Props) {
  return (
    <div>
      {materials.map((material) => (
        <Material
          key={material.code}
          material={material}
          onFiles={onFiles}
          onSeen={onSeen}
          disabled={disabled}
        />
      ))}
    </div>
  );
}

function Material({
  material,
  onFiles,
  onSeen,
  disabled,
}: Omit<Props, 'materials'> & { material: MaterialLine }) {
  const { t } = useTranslation();
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState<string[]>([]);
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    setTooLarge(files.filter((file) => !mayBeSent(file)).map((file) => file.name));
    const fit = files.filter(mayBeSent);
    if (fit.length) onFiles?.(material.code, fit);
  };
  const state = material.provided ? 'provided' : material.required ? 'missing' : 'optional';
  const name = text(material.name);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drop target is not a fieldset; the button inside does the same by keyboard
    <div
      role="group"
      aria-label={name}
      className={`material drop-zone ${over ? 'over' : ''}`}
      onDragOver={(event) => {
        if (!onFiles || disabled) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!onFiles || disabled) return;
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <div className="material-head">
        <span>
          {name}{' '}
          <Tag color={{ provided: 'green', missing: 'red', optional: 'default' }[state]}>
            {t(`cases.material_state.${state}`)}
          </Tag>
        </span>
        <span className="page-extra">
          {onSeen && (
            <Checkbox
              checked={material.seen}
              disabled={disabled}
              onChange={(event) => onSeen(material.code, event.target.checked)}
            >
              {t('cases.original_seen')}
            </Checkbox>
          )}
          {onFiles && (
            <Button disabled={disabled} onClick={() => input.current?.click()}>
              {t('cases.add_file')}
              <span className="sr-only">{name}</span>
            </Button>
          )}
          {onFiles && HAND_HELD && (
            <Button disabled={disabled} onClick={() => camera.current?.click()}>
              {t('cases.take_photo')}
              <span className="sr-only">{name}</span>
            </Button>
          )}
        </span>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".pdf,.jpg,.jpeg,.png,.ofd,.heic,.heif"
        aria-label={name}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      {HAND_HELD && (
        <input
          ref={camera}
          type="file"
          hidden
          accept="image/jpeg"
          capture="environment"
          aria-label={name}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      )}
      {material.files.length > 0 && <ul className="file-list">{material.files}</ul>}
      {tooLarge.length > 0 && (
        <p className="field-wrong" role="alert">
          {t('cases.file_too_large', { names: tooLarge.join(t('ui.list_comma')) })}
        </p>
      )}
    </div>
  );
}
