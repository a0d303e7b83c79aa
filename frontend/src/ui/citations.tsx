import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useText } from '../i18n';
import './citations.css';

export interface CitedLike {
  law: string;
  article?: string | null;
  text: { zh: string; en: string };
  /** How far the text was read before it was entered in the register. */
  checked?: string;
}

/** Where the register of law shows it. */
export const lawPath = (law: string, article?: string | null): string =>
  article ? `/laws/${law}#art-${encodeURIComponent(article)}` : `/laws/${law}`;

/** What something rests on, each a link into the register; opened beside, since a form may be open here. */
export function Citations({ basis }: { basis: CitedLike[] }) {
  const { t } = useTranslation();
  const textOf = useText();
  return basis.map((one, place) => (
    <Fragment key={`${one.law} ${one.article} ${one.text.zh}`}>
      {place > 0 && t('ui.citation_comma')}
      <Link className="citation" to={lawPath(one.law, one.article)} target="_blank">
        {textOf(one.text)}
      </Link>
      {one.checked === 'unverified' && t('ui.citation_unverified')}
    </Fragment>
  ));
}
