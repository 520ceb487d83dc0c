import { expect, test } from 'vitest';
import { isPrivateNetwork, isThisMachine, withoutLogin } from './web-address.ts';

test.each([
  ['http://10.0.0.7', 'private'],
  ['http://172.31.1.1:8000', 'private'],
  ['http://172.32.1.1', 'public'],
  ['http://192.168.178.20', 'private'],
  ['http://169.254.1.1', 'private'],
  ['http://[fd00::1]', 'private'],
  ['http://[fe80::1]', 'private'],
  ['http://[2001:db8::1]', 'public'],
  ['http://erp', 'private'],
  ['http://nas.local', 'private'],
  ['http://10.0.0.7.attacker.example', 'public'],
  ['http://0x0a000007', 'private'],
  ['http://2130706433', 'this machine'],
  ['http://erp.example', 'public'],
  ['http://localhost:8000', 'this machine'],
  ['http://localhost.attacker.example', 'public'],
])('%s is %s', (address, where) => {
  const url = new URL(address);
  const found = isThisMachine(url) ? 'this machine' : isPrivateNetwork(url) ? 'private' : 'public';
  expect(found).toBe(where);
});

test.each([
  ['https://user:pass@word@erp.example/x', 'https://…@erp.example/x'],
  ['user:password@erp.example', '…@erp.example'],
  ['https://user:pass word@', 'https://…@'],
  ['https://erp.example/', 'https://erp.example/'],
])('%s is shown as %s', (address, shown) => {
  expect(withoutLogin(address)).toBe(shown);
});
