import en from './en/portal';
import zh, { type PortalTexts } from './zh-CN/portal';

// Without the back office's dictionary and library: the portal is read on slow lines.
export type { PortalTexts };
export type PortalLanguage = 'zh-CN' | 'en';
export const portalTexts: Record<PortalLanguage, PortalTexts> = { 'zh-CN': zh, en };
