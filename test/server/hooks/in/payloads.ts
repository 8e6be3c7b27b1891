// What GitHub and Alertmanager send, cut down to what is there in each of their events.

const repository = { full_name: 'octo/hello', html_url: 'https://github.com/octo/hello' };
const sender = { login: 'alice', id: 1, type: 'User' };

export const push = {
  ref: 'refs/heads/main',
  before: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
  after: '59b20b8d5c6ff8d09518454d4dd8b7b30f095ab5',
  created: false,
  deleted: false,
  forced: false,
  compare: 'https://github.com/octo/hello/compare/6113728f27ae...59b20b8d5c6f',
  pusher: { name: 'alice', email: 'alice@example.org' },
  repository,
  sender,
  commits: [
    {
      id: '59b20b8d5c6ff8d09518454d4dd8b7b30f095ab5',
      message: 'net: a slow reader is put out\n\nIts outbox was without a bound.',
      author: { name: 'Alice', username: 'alice' },
    },
  ],
};

export const pullRequest = {
  action: 'opened',
  number: 12,
  pull_request: {
    number: 12,
    title: 'Count what is dropped',
    html_url: 'https://github.com/octo/hello/pull/12',
    merged: false,
  },
  repository,
  sender,
};

export const issueComment = {
  action: 'created',
  issue: { number: 3, title: 'It stops' },
  comment: {
    body: 'Here too.\r\n\r\n```sh\nnpm start\n```',
    html_url: 'https://github.com/octo/hello/issues/3#issuecomment-1',
  },
  repository,
  sender,
};

export const workflowRun = {
  action: 'completed',
  workflow_run: {
    name: 'CI',
    head_branch: 'main',
    conclusion: 'timed_out',
    html_url: 'https://github.com/octo/hello/actions/runs/30433642',
  },
  repository,
  sender,
};

export function alerts(count: number) {
  return {
    version: '4',
    groupKey: '{}:{alertname="HighLatency"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'partyline',
    groupLabels: { alertname: 'HighLatency', cluster: 'eu' },
    commonLabels: { alertname: 'HighLatency' },
    commonAnnotations: {},
    externalURL: 'http://alerts.example.org:9093',
    alerts: Array.from({ length: count }, (_, at) => ({
      status: at === 1 ? 'resolved' : 'firing',
      labels: { alertname: 'HighLatency', instance: `web-${at}`, severity: 'page' },
      annotations: { summary: 'p99 is over 2 s', description: 'for ten minutes' },
      startsAt: '2026-11-20T12:00:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: `http://prometheus.example.org/graph?g0.expr=${at}`,
      fingerprint: 'c4e1b2',
    })),
  };
}

export { repository, sender };
