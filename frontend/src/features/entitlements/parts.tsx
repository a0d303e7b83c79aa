import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const COLORS: Record<string, string> = {
  active: 'green',
  suspended: 'red',
  grace: 'orange',
  ended: 'default',
};

/** The state in words; the colour only helps. */
export function StateTag({ of }: { of: string }) {
  const { t } = useTranslation();
  return <Tag color={COLORS[of] ?? 'processing'}>{t(`entitlements.states.${of}`)}</Tag>;
}
