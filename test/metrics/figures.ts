/** What Prometheus would read of a text: the figure of a series, `undefined` where there is none. */
export function figure(text: string, series: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}
