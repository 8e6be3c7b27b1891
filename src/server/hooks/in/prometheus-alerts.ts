// What Prometheus' Alertmanager says (its webhook, version 4; Grafana says it alike): how many alerts, and which.
import { lines, linkAt, listAt, pairsAt, rawTextAt, textAt } from './payload.ts';
import { oneLine } from './presentable.ts';

/** In one message; the others are counted. */
const maxAlerts = 10;
const maxLabels = 8;
const excerpt = 200;

export function isAlertmanager(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null || !('alerts' in payload)) return false;
  return Array.isArray(payload.alerts) && rawTextAt(payload, 'status') !== '';
}

export function saidByAlertmanager(payload: unknown): string {
  const alerts = listAt(payload, 'alerts');
  const unsent = Number(rawTextAt(payload, 'truncatedAlerts')) || 0;
  const more = alerts.length - maxAlerts + unsent;
  return lines(
    head(payload, alerts),
    ...alerts.slice(0, maxAlerts).map(alertLines),
    more > 0 ? `… and ${more} more` : '',
    linkAt(payload, 'externalURL'),
  );
}

function head(payload: unknown, alerts: readonly unknown[]): string {
  const firing = alerts.filter((alert) => textAt(alert, 'status') === 'firing').length;
  const resolved = alerts.length - firing;
  const counts = [
    ...(firing > 0 ? [`${firing} firing`] : []),
    ...(resolved > 0 ? [`${resolved} resolved`] : []),
  ];
  const status = textAt(payload, 'status').toUpperCase();
  const group = labelsOf(payload, 'groupLabels');
  return `${status}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}${group}`;
}

/** Which alert, on what, what it says of itself, and where to look. */
function alertLines(alert: unknown): string {
  const name = textAt(alert, 'labels', 'alertname') || 'alert';
  const said =
    rawTextAt(alert, 'annotations', 'summary') || rawTextAt(alert, 'annotations', 'description');
  const about = said === '' ? '' : `: ${oneLine(said, excerpt)}`;
  const first = `${textAt(alert, 'status') || 'unknown'} ${name}${labelsOf(alert, 'labels')}${about}`;
  return lines(first, linkAt(alert, 'generatorURL'));
}

function labelsOf(of: unknown, key: string): string {
  const labels = pairsAt(of, key, maxLabels + 1).filter(([name]) => name !== 'alertname');
  if (labels.length === 0) return '';
  const shown = labels.slice(0, maxLabels).map(([name, value]) => `${name}=${value}`);
  return ` (${shown.join(', ')}${labels.length > maxLabels ? ', …' : ''})`;
}
