import { useTranslation } from 'react-i18next';
import { type Bar, share, short } from './figures';
import './simulations.css';

const ROW = 46;
const NAME = 150;
const WIDTH = 900;
const ROOM = WIDTH - NAME - 90;

interface Props {
  label: string;
  bars: Bar[];
}

/** Today above, after below, for each part. A picture of the table beneath it, which is what is read aloud. */
export function Bars({ label, bars }: Props) {
  const { t } = useTranslation();
  const most = Math.max(0, ...bars.flatMap((bar) => [bar.before, bar.after]));
  if (most === 0) return null;
  const width = (value: number) => (share(value, most) * ROOM) / 100;
  const unit = t('simulations.ten_thousand');
  return (
    <figure className="sim-chart">
      <p className="sim-legend" aria-hidden="true">
        <span className="before">{t('simulations.before')}</span>
        <span>{t('simulations.after')}</span>
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`}
        role="img"
        aria-label={t('simulations.chart_of', { what: label })}
      >
        {bars.map((bar, place) => (
          <g key={bar.name} transform={`translate(0 ${place * ROW})`}>
            <text x={NAME - 10} y={25} textAnchor="end">
              {bar.name.length > 10 ? `${bar.name.slice(0, 9)}…` : bar.name}
            </text>
            <rect className="bar-before" x={NAME} y={4} height={15} width={width(bar.before)} />
            <text x={NAME + width(bar.before) + 6} y={16}>
              {short(bar.before, unit)}
            </text>
            <rect className="bar-after" x={NAME} y={22} height={15} width={width(bar.after)} />
            <text x={NAME + width(bar.after) + 6} y={34}>
              {short(bar.after, unit)}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
