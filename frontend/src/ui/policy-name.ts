import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';

/** The title of a policy by its code, where it is known. */
export const PolicyNames = createContext<(code: string) => string | undefined>(() => undefined);

/** "medical-assistance-1@2" as a person calls it: its title and which version it is. */
export function usePolicyName(): (version: string) => string {
  const { t } = useTranslation();
  const nameOf = useContext(PolicyNames);
  return (text) => {
    const [code = text, version] = text.split('@');
    const policy = nameOf(code) ?? code;
    return version ? t('ui.policy_version', { policy, version }) : policy;
  };
}
