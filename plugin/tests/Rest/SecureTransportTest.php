<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Rest\SecureTransport;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class SecureTransportTest extends TestCase
{
    /** @return iterable<string, array{bool, array<string, string>}> */
    public static function connections(): iterable
    {
        yield 'from this machine, for this machine' => [true, ['REMOTE_ADDR' => '127.0.0.1', 'HTTP_HOST' => '127.0.0.1:8080']];
        yield 'from this machine by name' => [true, ['REMOTE_ADDR' => '127.0.0.1', 'HTTP_HOST' => 'localhost:8080']];
        yield 'from this machine over IPv6' => [true, ['REMOTE_ADDR' => '::1', 'HTTP_HOST' => '[::1]:8080']];
        yield 'a proxy on this machine, for a stranger' => [false, ['REMOTE_ADDR' => '127.0.0.1', 'HTTP_HOST' => 'shop.example']];
        yield 'a proxy on this machine that says whom it stands for' => [false, ['REMOTE_ADDR' => '127.0.0.1', 'HTTP_HOST' => '127.0.0.1', 'HTTP_X_FORWARDED_FOR' => '203.0.113.7']];
        yield 'a proxy on this machine that took http' => [false, ['REMOTE_ADDR' => '127.0.0.1', 'HTTP_HOST' => 'shop.example', 'HTTP_X_FORWARDED_PROTO' => 'http']];
        yield 'a proxy on this machine that ended the TLS' => [true, ['REMOTE_ADDR' => '127.0.0.1', 'HTTP_HOST' => 'shop.example', 'HTTP_X_FORWARDED_PROTO' => 'https']];
        yield 'a proxy in the private network that ended the TLS' => [true, ['REMOTE_ADDR' => '10.0.3.4', 'HTTP_HOST' => 'shop.example', 'HTTP_X_FORWARDED_PROTO' => 'HTTPS']];
        yield 'a stranger who claims a proxy' => [false, ['REMOTE_ADDR' => '203.0.113.7', 'HTTP_HOST' => 'shop.example', 'HTTP_X_FORWARDED_PROTO' => 'https']];
        yield 'a stranger who claims this machine' => [false, ['REMOTE_ADDR' => '203.0.113.7', 'HTTP_HOST' => 'localhost']];
        yield 'a name that only begins like this machine' => [false, ['REMOTE_ADDR' => '127.0.0.1', 'HTTP_HOST' => '127.0.0.1.evil.example']];
        yield 'nothing known' => [false, []];
    }

    /** @param array<string, string> $server */
    #[DataProvider('connections')]
    public function testWhatIsTakenAsSecure(bool $secure, array $server): void
    {
        self::assertSame($secure, (new SecureTransport($server))->isSecure());
    }

    public function testAProxyWithAPublicAddressIsTrustedWhenTheSiteNamesIt(): void
    {
        $trust = static fn(): array => ['203.0.113.7'];
        add_filter('counterfoil_trusted_proxies', $trust);
        try {
            self::assertTrue((new SecureTransport(['REMOTE_ADDR' => '203.0.113.7', 'HTTP_X_FORWARDED_PROTO' => 'https']))->isSecure());
            self::assertFalse((new SecureTransport(['REMOTE_ADDR' => '203.0.113.8', 'HTTP_X_FORWARDED_PROTO' => 'https']))->isSecure());
        } finally {
            remove_filter('counterfoil_trusted_proxies', $trust);
        }
    }

    public function testHttpsThatWordPressSeesIsEnough(): void
    {
        $_SERVER['HTTPS'] = 'on';
        try {
            self::assertTrue((new SecureTransport(['REMOTE_ADDR' => '203.0.113.7']))->isSecure());
        } finally {
            unset($_SERVER['HTTPS']);
        }
    }
}
