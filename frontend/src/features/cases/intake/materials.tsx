import type { ServiceItem } from '../../../api/types';
import { holds } from '../../../lib/condition';
import type { Facts } from '../../../lib/fact-form';
import type { MaterialLine } from '../materials';
import { PendingFileLine } from '../pending-file';
import type { PendingFile } from '../upload-queue';

/** The item's checklist before the case exists; the server judges it again when it does. */
export function intakeMaterials(
  specs: ServiceItem['materials'],
  facts: Facts,
  seen: string[],
  files: PendingFile[],
  onRemove: (key: string) => void,
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
        <PendingFileLine key={file.key} pending={file} onRemove={() => onRemove(file.key)} />
      )),
    };
  });
}
