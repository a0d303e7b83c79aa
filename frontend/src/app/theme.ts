import type { ThemeConfig } from 'antd';

const FONT =
  "system-ui, -apple-system, 'Segoe UI', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif";

/** The government blue; every text colour holds 4.5:1 on its background. */
export function theme(elder: boolean): ThemeConfig {
  return {
    cssVar: { key: 'yg' },
    hashed: false,
    token: {
      colorPrimary: '#0b4fa0',
      colorLink: '#0b4fa0',
      colorInfo: '#0b4fa0',
      colorPrimaryBg: '#e6f0fb',
      colorInfoBg: '#e6f0fb',
      colorWarningBg: '#fff8e8',
      colorError: '#c0201a',
      colorSuccess: '#2a7a12',
      // Derived from so dark a green it would be grey.
      colorSuccessBg: '#f1f8ed',
      colorSuccessBorder: '#9cc489',
      colorWarning: '#a15c00',
      colorTextPlaceholder: '#6b6b6b',
      colorTextSecondary: '#4d5560',
      colorTextTertiary: '#5c6570',
      colorTextDescription: '#4d5560',
      colorTextDisabled: '#6b6b6b',
      fontFamily: FONT,
      borderRadius: 4,
      fontSize: elder ? 24 : 14,
      lineHeight: elder ? 1.6 : 1.57,
      controlHeight: elder ? 60 : 34,
      motion: false,
      ...(elder
        ? { colorText: '#000000', colorTextSecondary: '#1f1f1f', colorTextDescription: '#1f1f1f' }
        : {}),
    },
    components: {
      // Derived, a chosen row under the pointer would be too dark for its quieter words.
      Table: { rowSelectedHoverBg: '#d9e8fa' },
      Layout: {
        siderBg: '#ffffff',
        headerBg: '#0b4fa0',
        headerHeight: elder ? 84 : 56,
        headerPadding: '0 16px',
      },
    },
  };
}
