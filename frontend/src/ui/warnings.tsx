import { Alert } from 'antd';
import { useText } from '../i18n';

/** What must be known before anything is decided. */
export function Warnings({ of }: { of: { code: string; message: { zh: string; en: string } }[] }) {
  const text = useText();
  return of.map((warning) => (
    <Alert
      key={warning.code + warning.message.zh}
      className="problem"
      type="warning"
      showIcon
      title={text(warning.message)}
    />
  ));
}
