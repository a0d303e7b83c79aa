import { useEffect, useRef } from 'react';
import type { ChartSeries } from './figures';

interface Props {
  label: string;
  categories: string[];
  series: ChartSeries[];
}

const COLORS = ['#0b4fa0', '#a15c00', '#2a7a12'];

/** A picture of the table beside it; the table is what is read aloud. */
export function Chart({ label, categories, series }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    import('./chart-parts').then(({ init }) => {
      if (gone || !box.current) return;
      const size = Number.parseFloat(getComputedStyle(box.current).fontSize);
      const chart = init(box.current, null, { renderer: 'svg' });
      chart.setOption({
        animation: false,
        color: COLORS,
        textStyle: { fontFamily: 'inherit', fontSize: size },
        // Patterns beside the colours: not everyone tells blue from brown.
        aria: { enabled: true, decal: { show: true }, label: { description: label } },
        tooltip: { trigger: 'axis' },
        legend: { top: 0, textStyle: { fontSize: size } },
        grid: { left: 8, right: 8, bottom: 8, top: size * 3, containLabel: true },
        xAxis: {
          type: 'category',
          data: categories,
          axisLabel: { interval: 0, rotate: categories.length > 8 ? 40 : 0 },
        },
        yAxis: { type: 'value', minInterval: 1 },
        series: series.map((one) => ({ type: 'bar', name: one.name, data: one.values })),
      });
      const resize = () => chart.resize();
      addEventListener('resize', resize);
      stop = () => {
        removeEventListener('resize', resize);
        chart.dispose();
      };
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [label, categories, series]);
  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      className="no-print"
      style={{ height: 320, width: '100%' }}
    />
  );
}
