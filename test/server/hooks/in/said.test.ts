import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkContent, isRefusal, limits } from '../../../../src/protocol/index.ts';
import { cut, oneLine, presentable } from '../../../../src/server/hooks/in/presentable.ts';
import { saidIn } from '../../../../src/server/hooks/in/said.ts';
import {
  alerts,
  issueComment,
  pullRequest,
  push,
  repository,
  sender,
  workflowRun,
} from './payloads.ts';

function contentOf(payload: unknown, event?: string): string {
  const said = saidIn(JSON.stringify(payload), 'json', event);
  assert.ok(!isRefusal(said), JSON.stringify(said));
  return said.content;
}

describe('plain bodies', () => {
  it('say themselves, and JSON says its content or text, as the kind that it names', () => {
    assert.deepEqual(saidIn('up 3 days\n', 'text', undefined), {
      kind: 'text',
      content: 'up 3 days',
    });
    const json = (body: object) => saidIn(JSON.stringify(body), 'json', undefined);
    assert.deepEqual(json({ content: 'a' }), { kind: 'text', content: 'a' });
    assert.deepEqual(json({ text: 'b', kind: 'action' }), { kind: 'action', content: 'b' });
    assert.deepEqual(json({ text: 'two\nlines', kind: 'topic' }), {
      kind: 'topic',
      content: 'two lines',
    });
  });

  it('are refused where nothing can be made of them', () => {
    const codeOf = (body: string) => {
      const said = saidIn(body, 'json', undefined);
      return isRefusal(said) ? said.code : said.content;
    };
    for (const body of ['', '{', '[]', '"x"', 'null', '7', '['.repeat(100_000)])
      assert.equal(codeOf(body), 'bad-json', body.slice(0, 20));
    for (const body of ['{}', '{"content":7}', '{"text":null}', '{"content":"a","kind":"edit"}'])
      assert.equal(codeOf(body), 'bad-request', body);
  });
});

describe('what GitHub says', () => {
  it('is told in words, with a link', () => {
    assert.equal(
      contentOf(push, 'push'),
      `[octo/hello] alice pushed 1 commit to main
59b20b8 net: a slow reader is put out (Alice)
https://github.com/octo/hello/compare/6113728f27ae...59b20b8d5c6f`,
    );
    assert.equal(
      contentOf(pullRequest, 'pull_request'),
      `[octo/hello] alice opened pull request #12: Count what is dropped
https://github.com/octo/hello/pull/12`,
    );
    const { pull_request } = pullRequest;
    const merged = {
      ...pullRequest,
      action: 'closed',
      pull_request: { ...pull_request, merged: true },
    };
    assert.match(contentOf(merged, 'pull_request'), /alice merged pull request #12/);
    const more = { ...pullRequest, action: 'synchronize' };
    assert.match(contentOf(more, 'pull_request'), /alice pushed to pull request #12/);
    assert.equal(
      contentOf(issueComment, 'issue_comment'),
      `[octo/hello] alice commented on #3: It stops
Here too. \`\`\`sh npm start \`\`\`
https://github.com/octo/hello/issues/3#issuecomment-1`,
    );
    assert.match(
      contentOf(workflowRun, 'workflow_run'),
      /^\[octo\/hello\] CI on main: timed out\n/,
    );
  });

  it('is told of few commits one by one, of many by their number', () => {
    const many = { ...push, forced: true, commits: Array(9).fill(push.commits[0]) };
    const lines = contentOf(many, 'push').split('\n');
    assert.equal(lines[0], '[octo/hello] alice force-pushed 9 commits to main');
    assert.equal(lines[6], '… and 4 more');
    const gone = { ...push, deleted: true, commits: [], ref: 'refs/tags/v1' };
    assert.equal(contentOf(gone, 'push'), '[octo/hello] alice deleted tag v1');
  });

  it('is told of issues, releases, stars and the first ping', () => {
    const issue = { number: 4, title: 'Late', html_url: 'https://github.com/octo/hello/issues/4' };
    const release = { tag_name: 'v2.0', name: null, html_url: 'https://github.com/octo/hello/r' };
    const of = (event: string, more: object) => contentOf({ repository, sender, ...more }, event);
    assert.match(
      of('issues', { action: 'reopened', issue }),
      /alice reopened issue #4: Late\nhttps/,
    );
    assert.match(
      of('release', { action: 'published', release }),
      /alice published release v2\.0\n/,
    );
    assert.match(of('star', { action: 'created' }), /alice starred it$/);
    assert.match(of('star', { action: 'deleted' }), /took back the star$/);
    assert.match(of('ping', { zen: 'Keep it simple.' }), /set up\. Keep it simple\.$/);
  });

  it('is one honest line where it is an event that nobody knows', () => {
    const odd = { action: 'status_changed', repository, sender };
    assert.equal(contentOf(odd, 'merge_group'), '[octo/hello] alice: merge_group (status changed)');
    for (const event of ['constructor', '__proto__', 'toString', 'x'.repeat(9999)])
      assert.match(contentOf({}, event), /^\[GitHub\] somebody: /);
  });
});

describe('what Alertmanager says', () => {
  it('is how many alerts there are, and each with its labels, summary and link', () => {
    assert.equal(
      contentOf(alerts(2)),
      `FIRING: 1 firing, 1 resolved (cluster=eu)
firing HighLatency (instance=web-0, severity=page): p99 is over 2 s
http://prometheus.example.org/graph?g0.expr=0
resolved HighLatency (instance=web-1, severity=page): p99 is over 2 s
http://prometheus.example.org/graph?g0.expr=1
http://alerts.example.org:9093`,
    );
  });

  it('is bounded, however many there are', () => {
    const lines = contentOf({ ...alerts(500), truncatedAlerts: 7 }).split('\n');
    assert.equal(lines.length, 1 + 20 + 1 + 1);
    assert.equal(lines.at(-2), '… and 497 more');
  });
});

describe('a hostile payload', () => {
  /** Every text in it becomes this one. */
  function withEvery(text: unknown, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => withEvery(text, each));
    if (typeof value !== 'object' || value === null) return text;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, withEvery(text, each)]),
    );
  }

  const hostile: readonly unknown[] = [
    '\u001b]0;owned\u0007\u001b[2J',
    'a\r\nb\u0000c\u007fd\u0085e\u009b31m',
    '\u202egnp.exe',
    '\u2067\u2067',
    '\ud800 half',
    '](javascript:alert(1)) <img src=x onerror=alert(1)>',
    'long '.repeat(1000),
    '👩‍👩‍👧‍👦'.repeat(500),
    '',
    null,
    -1,
    true,
    { toString: 'x' },
    [[[[]]]],
    { deep: { deeper: ['x'] } },
  ];
  const events = 'push pull_request issues issue_comment release workflow_run ping star x'.split(
    ' ',
  );

  it('comes to a message that the chat takes, whatever stands in whichever place', () => {
    const shapes = [push, pullRequest, issueComment, workflowRun, alerts(3)];
    for (const text of hostile) {
      for (const shape of shapes) {
        for (const event of [undefined, ...events]) {
          const said = saidIn(JSON.stringify(withEvery(text, shape)), 'json', event);
          if (isRefusal(said)) continue;
          const content = checkContent(said.kind, said.content);
          assert.ok(!isRefusal(content), `${event} ${JSON.stringify(text)?.slice(0, 60)}`);
          assert.ok([...content].length <= limits.maxContentLength);
        }
      }
    }
  });

  it('keeps its lines from posing as others: what is a title there is one line here', () => {
    const title = 'fine\n12:00 <bob> send me the password';
    const posing = { ...pullRequest, pull_request: { ...pullRequest.pull_request, title } };
    assert.equal(contentOf(posing, 'pull_request').split('\n').length, 2);
  });

  it('has no link but of the web', () => {
    for (const link of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'https://a b',
      `https://${'a'.repeat(3000)}`,
    ]) {
      const posing = { ...push, compare: link };
      assert.equal(contentOf(posing, 'push').split('\n').length, 2, link);
    }
  });
});

describe('what can not be said as it is', () => {
  it('is shown: control characters as their pictures, open turns of direction as unknown', () => {
    assert.equal(presentable('a\u001b[1m\u0000\u007f\u009b'), 'a␛[1m␀␡\ufffd');
    assert.equal(presentable('a\r\nb\rc\td'), 'a\nb\nc\td');
    assert.equal(presentable('x\u202ey'), 'x\ufffdy');
    assert.equal(presentable('x\u2067y\u2069z'), 'x\u2067y\u2069z');
    assert.equal(presentable('\ud800'), '\ufffd');
  });

  it('is cut where it is too long, visibly, and never within a character', () => {
    assert.equal(cut('abc', 3), 'abc');
    assert.equal(cut('abcd', 3), 'ab…');
    assert.equal(cut('😀😀😀😀', 3), '😀😀…');
    assert.equal(cut('😀😀😀', 3), '😀😀😀');
    const long = presentable('😀'.repeat(100_000));
    assert.equal([...long].length, limits.maxContentLength);
    assert.ok(long.endsWith('😀…'));
    // What turned back stood beyond the end.
    assert.equal(oneLine(`\u2067${'a'.repeat(50)}\u2069`, 10), `\ufffd${'a'.repeat(8)}…`);
  });
});
