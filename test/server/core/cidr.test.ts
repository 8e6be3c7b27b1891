import assert from 'node:assert/strict';
import { BlockList, isIP } from 'node:net';
import { describe, it } from 'node:test';
import {
  formatNetwork,
  holds,
  isThisMachine,
  isTooWide,
  type Network,
  ownPart,
  parseNetwork,
} from '../../../src/server/core/cidr.ts';

function read(text: string): Network {
  const network = parseNetwork(text);
  assert.ok(network, text);
  return network;
}

describe('parseNetwork', () => {
  it('reads every form of an address as one, and writes it in one way', () => {
    const forms: Record<string, readonly string[]> = {
      '192.0.2.7': [
        '192.0.2.7',
        '192.0.2.7/32',
        '::ffff:192.0.2.7',
        '::FFFF:c000:207',
        '0:0:0:0:0:ffff:192.0.2.7',
      ],
      '192.0.2.0/24': ['192.0.2.0/24', '192.0.2.99/24', '::ffff:192.0.2.0/120'],
      '2001:db8::1': [
        '2001:db8::1',
        '2001:DB8:0:0:0:0:0:1',
        '2001:0db8::0001',
        '2001:db8::1%eth0',
        '2001:db8::0.0.0.1',
      ],
      '2001:db8::/32': ['2001:db8::/32', '2001:db8:ffff::/32', '2001:DB8::1/32'],
      '::': ['::', '0::0', '0:0:0:0:0:0:0:0', '::0.0.0.0'],
      '::1': ['::1', '0:0:0:0:0:0:0:1'],
      'fe80::1': ['fe80::1%2', 'FE80::1'],
      '1:0:0:2::3': ['1:0:0:2:0:0:0:3'],
      '1::2:0:0:3:4': ['1:0:0:2:0:0:3:4'],
      '1:2:3:4:5:6:7:8': ['1:2:3:4:5:6:7:8'],
      '1:2:3:4:5:6:7:0': ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
      '0.0.0.0/0': ['0.0.0.0/0', '1.2.3.4/0', '::ffff:0:0/96'],
      '::/0': ['::/0', 'ffff::/0'],
    };
    for (const [plain, all] of Object.entries(forms)) {
      for (const form of all) assert.equal(formatNetwork(read(form)), plain, form);
    }
  });

  it('reads nothing else', () => {
    const none =
      ' , ,1,1.2.3,1.2.3.4.5,256.0.0.1,01.2.3.4,1.2.3.4/33,1.2.3.4/,1.2.3.4/08,1.2.3.4/8/8,1.2.3.4/-1,0x7f.1,1.2.3.4%eth0,::1::,:::,1:2:3,1:2:3:4:5:6:7:8:9,1:2:3:4:5:6:7:8::,12345::,g::,1.2.3.4::,::1.2.3.4:5,::/129,1:2:3:4:5:6:7,:1:2:3:4:5:6:7,1:2:3:4:5:6:7:,%eth0,[::1],localhost';
    for (const text of none.split(',')) assert.equal(parseNetwork(text), undefined, text);
  });

  it('agrees with Node on which texts are addresses and which network holds which', () => {
    const addresses = [
      '10.1.2.3',
      '10.1.255.3',
      '::1',
      'fd00::1:2',
      'fd00:0:0:1::',
      '1::',
      '255.255.255.255',
    ];
    const networks = [
      '10.1.0.0/16',
      '10.1.2.0/23',
      '10.1.2.3/32',
      'fd00::/8',
      'fd00::/64',
      '1::/127',
      '255.0.0.0/8',
    ];
    for (const text of networks) {
      const [start = '', length] = text.split('/');
      const list = new BlockList();
      list.addSubnet(start, Number(length), isIP(start) === 4 ? 'ipv4' : 'ipv6');
      for (const address of addresses) {
        const expected = list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
        assert.equal(holds(read(text), read(address)), expected, `${text} ${address}`);
      }
    }
  });
});

describe('a network', () => {
  it('holds itself and what is narrower, never what is wider or of the other version', () => {
    assert.ok(holds(read('10.0.0.0/8'), read('10.0.0.0/8')));
    assert.ok(holds(read('10.0.0.0/8'), read('10.9.0.0/16')));
    assert.ok(!holds(read('10.9.0.0/16'), read('10.0.0.0/8')));
    assert.ok(!holds(read('::/0'), read('10.0.0.0')));
    assert.ok(holds(read('10.0.0.0/8'), read('::ffff:10.1.1.1')));
  });

  it('is too wide beyond /8, and /16 of IPv6', () => {
    const wide = ['0.0.0.0/0', '10.0.0.0/7', '::/0', 'fd00::/15', '::ffff:0:0/96'];
    assert.deepEqual(
      wide.map((text) => isTooWide(read(text))),
      wide.map(() => true),
    );
    assert.ok(!isTooWide(read('10.0.0.0/8')) && !isTooWide(read('fd00::/16')));
  });

  it('is known as this machine’s where it has to do with loopback', () => {
    for (const text of [
      '127.0.0.1',
      '127.9.0.0/16',
      '126.0.0.0/7',
      '::1',
      '::/64',
      '::ffff:127.0.0.1',
    ]) {
      assert.ok(isThisMachine(read(text)), text);
    }
    assert.ok(!isThisMachine(read('128.0.0.0/8')));
  });

  it('of one machine is an IPv4 address, or the half of an IPv6 one', () => {
    assert.equal(formatNetwork(ownPart(read('192.0.2.7'))), '192.0.2.7');
    assert.equal(formatNetwork(ownPart(read('2001:db8:1:2:3:4:5:6'))), '2001:db8:1:2::/64');
  });
});
