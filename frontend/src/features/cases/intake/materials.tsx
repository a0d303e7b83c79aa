import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ServiceItem } from '../../../api/types';
import { holds } from '../../../lib/condition';
import type { Facts } from '../../../lib/fact-form';
import type { MaterialLine } from '../materials';
import type { PendingFile } from './submit';

/** The item's checklist before the case exists; the server judges it again when it does. */
export function intakeMaterials(
  specs: ServiceItem['materials'],
  facts: Facts,
  seen: string[],
  files: PendingFile[],
  onRemove: (file: PendingFile) => void,
): MaterialLine[] {
  return specs.map((spec) => {
    const own = files.filter((file) => file.material === spec.code);
    const conditional = spec.required_when ? holds(spec.required_when, facts) === true : false;
    return {
      code: spec.code,
      name: spec.name,
      required: spec.required || conditional,
      provided: own.length > 0 || seen.includes(spec.code),
      seen: seen.includes(spec.code),
      files: own.map((file) => (
        <PendingFileLine key={file.key} file={file} onRemove={() => onRemove(file)} />
      )),
    };
  });
}

function PendingFileLine({ file, onRemove }: { file: PendingFile; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <li>
      {file.file.name}{' '}
      {!file.done && (
        <Button size="small" onClick={onRemove}>
          {t('ui.remove')}
          <span className="sr-only">{file.file.name}</span>
        </Button>
      )}
    </li>
  );
}
