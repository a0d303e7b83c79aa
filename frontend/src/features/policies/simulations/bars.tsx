import { useTranslation } from 'react-i18next';
import { type Bar, share, short } from './figures';
import './simulations.css';

const ROW = 58;
/** Of the width; the rest is for the sum behind the longest bar. */
const LONGEST = 80;

interface Props {
  label: string;
  bars: Bar[];
}

/** Today above, after below, for each part. A picture of the table beneath it, which is what is read aloud. */
export function Bars({ label, bars }: Props) {
  const { t } = useTranslation();
  const most = Math.max(0, ...bars.flatMap((bar) => [bar.before, bar.after]));
  if (most === 0) return null;
  const width = (value: number) => `${(share(value, most) * LONGEST) / 100}%`;
  const unit = t('simulations.ten_thousand');
  return (
    <figure className="sim-chart">
      <p className="sim-legend" aria-hidden="true">
        <span className="before">{t('simulations.before')}</span>
        <span>{t('simulations.after')}</span>
      </p>
      <svg
        width="100%"
        height={bars.length * ROW}
        role="img"
        aria-label={t('simulations.chart_of', { what: label })}
      >
        {bars.map((bar, place) => (
          <g key={bar.name} transform={`translate(0 ${place * ROW})`}>
            <text y={15}>{bar.name}</text>
            <rect className="bar-before" y={21} height={14} width={width(bar.before)} />
            <text x={width(bar.before)} dx={6} y={32}>
              {short(bar.before, unit)}
            </text>
            <rect className="bar-after" y={37} height={14} width={width(bar.after)} />
            <text x={width(bar.after)} dx={6} y={48}>
              {short(bar.after, unit)}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
