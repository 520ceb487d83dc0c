<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Orders travel over HTTPS, or within this machine. Taken as secure:
 *
 *   1. WordPress sees HTTPS (is_ssl).
 *   2. A proxy that ended the TLS says so (X-Forwarded-Proto: https) and the connection comes from a private address,
 *      or from one that the filter `counterfoil_trusted_proxies` names. From any other address the header is a
 *      stranger's claim.
 *   3. The connection comes from this machine, was not forwarded, and asks for this machine by name. All three: a proxy
 *      on the same machine also connects from 127.0.0.1, for strangers.
 */
final class SecureTransport
{
    private const FORWARDING = ['HTTP_X_FORWARDED_FOR', 'HTTP_X_FORWARDED_PROTO', 'HTTP_X_FORWARDED_HOST', 'HTTP_FORWARDED', 'HTTP_X_REAL_IP', 'HTTP_VIA'];

    /** @param array<array-key, mixed> $server as `$_SERVER` */
    public function __construct(private readonly array $server) {}

    public function isSecure(): bool
    {
        return is_ssl() || $this->trustedProxySaysHttps() || $this->staysOnThisMachine();
    }

    private function trustedProxySaysHttps(): bool
    {
        if (strtolower($this->header('HTTP_X_FORWARDED_PROTO')) !== 'https') {
            return false;
        }
        $trusted = apply_filters('counterfoil_trusted_proxies', []);
        return $this->comesFromPrivateAddress() || (is_array($trusted) && in_array($this->header('REMOTE_ADDR'), $trusted, true));
    }

    private function comesFromPrivateAddress(): bool
    {
        $address = $this->header('REMOTE_ADDR');
        return filter_var($address, FILTER_VALIDATE_IP) !== false
            && filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE) === false;
    }

    private function staysOnThisMachine(): bool
    {
        foreach (self::FORWARDING as $header) {
            if ($this->header($header) !== '') {
                return false;
            }
        }
        $host = (string) preg_replace('/:\d+$/D', '', strtolower($this->header('HTTP_HOST')));
        return self::isLoopback($this->header('REMOTE_ADDR')) && ($host === 'localhost' || self::isLoopback(trim($host, '[]')));
    }

    private static function isLoopback(string $address): bool
    {
        return $address === '::1' || (str_starts_with($address, '127.') && filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4) !== false);
    }

    private function header(string $name): string
    {
        $value = $this->server[$name] ?? '';
        return is_string($value) ? trim($value) : '';
    }
}
