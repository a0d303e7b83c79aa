import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const COLORS: Record<string, string> = {
  active: 'green',
  suspended: 'red',
  grace: 'orange',
  ended: 'default',
};

/** The state in words; the colour only helps. What runs and gives nothing is to be ended by somebody. */
export function StateTag({ of, fen }: { of: string; fen?: number }) {
  const { t } = useTranslation();
  return (
    <>
      <Tag color={COLORS[of] ?? 'processing'}>{t(`entitlements.states.${of}`)}</Tag>
      {of === 'active' && fen === 0 && <Tag color="gold">{t('entitlements.gives_nothing')}</Tag>}
    </>
  );
}
