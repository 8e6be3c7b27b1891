// The figures in the text form of Prometheus. Loaded when somebody asks for them, and not before.
import { Counter, Gauge, Histogram, type MetricType, Registry } from 'prom-client';
import type { Durations } from '../core/durations.ts';
import { type Figure, figures, type Measured } from './figures.ts';

export type Exposition = Pick<Registry, 'metrics' | 'contentType'>;

export function makeExposition(of: Measured): Exposition {
  const registry = new Registry();
  for (const figure of figures) {
    if (figure.type === 'histogram') registry.registerMetric(new KeptHistogram(figure, of));
    else register(registry, figure, of);
  }
  return registry;
}

/** Nothing is kept here: what the server counts anyway is read with each scrape. */
function register(
  registry: Registry,
  { name, about, labels = [], type, read }: Exclude<Figure, { type: 'histogram' }>,
  of: Measured,
): void {
  const options = { name, help: about, labelNames: [...labels], registers: [registry] };
  if (type === 'gauge') {
    const gauge: Gauge = new Gauge({
      ...options,
      collect: async () => {
        const samples = await read(of);
        gauge.reset();
        for (const [each, value] of samples) gauge.set(each, value);
        // Without labels the library leaves a 0, which would be said of what is not known.
        if (samples.length === 0 && labels.length === 0) gauge.remove();
      },
    });
  } else {
    const counter: Counter = new Counter({
      ...options,
      collect: async () => {
        const samples = await read(of);
        counter.reset();
        for (const [each, value] of samples) counter.inc(each, value);
      },
    });
  }
}

/** The library counts one by one; ours counts a group at once and is only written out here. */
class KeptHistogram extends Histogram {
  readonly #described: { readonly name: string; readonly help: string };
  readonly #read: () => Durations;

  constructor({ name, about, read }: Extract<Figure, { type: 'histogram' }>, of: Measured) {
    super({ name, help: about, registers: [] });
    this.#described = { name, help: about };
    this.#read = () => read(of);
  }

  override async get(): ReturnType<Histogram['get']> {
    const { bounds, counts, count, sum } = this.#read();
    const { name } = this.#described;
    let upTo = 0;
    const buckets = bounds.map((bound, at) => {
      upTo += counts[at] ?? 0;
      return { metricName: `${name}_bucket`, labels: { le: bound }, value: upTo };
    });
    const values = [
      ...buckets,
      { metricName: `${name}_bucket`, labels: { le: '+Inf' }, value: count },
      { metricName: `${name}_sum`, labels: {}, value: sum },
      { metricName: `${name}_count`, labels: {}, value: count },
    ];
    // The library's types name kinds by number, its text by name.
    const type = 'histogram' as unknown as MetricType.Histogram;
    return { ...this.#described, type, values, aggregator: 'sum', collect: () => {} };
  }

  /** What the registry asks for where there is one. */
  getForPromString(): ReturnType<Histogram['get']> {
    return this.get();
  }
}
