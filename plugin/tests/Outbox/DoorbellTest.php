<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Outbox\Doorbell;
use Counterfoil\Tests\ShopTestCase;

final class DoorbellTest extends ShopTestCase
{
    protected function tearDown(): void
    {
        Doorbell::ofThisSite()->remove();
        parent::tearDown();
    }

    private function file(): string
    {
        $url = (string) Doorbell::ofThisSite()->url();
        return str_replace((string) preg_replace('/^https?:/', '', wp_get_upload_dir()['baseurl']), wp_get_upload_dir()['basedir'], (string) preg_replace('/^https?:/', '', $url));
    }

    public function testTheBellBeginsWithItsMarkAndItsNameCannotBeGuessed(): void
    {
        self::assertMatchesRegularExpression('#/counterfoil/[0-9a-f]{40}\.txt$#', (string) Doorbell::ofThisSite()->url());
        self::assertStringStartsWith('counterfoil-bell ', (string) file_get_contents($this->file()));
        self::assertFileExists(dirname($this->file()) . '/index.html');
    }

    public function testRingingChangesTheContentAndNotTheSize(): void
    {
        $file = $this->file();
        $before = (string) file_get_contents($file);
        touch($file, time() - 10);
        Doorbell::ofThisSite()->ring();
        $after = (string) file_get_contents($file);
        self::assertNotSame($before, $after);
        self::assertSame(strlen($before), strlen($after));
    }

    public function testItRingsAtMostOnceInASecondAndWhoeverReadsInThatSecondIsToldWhenItIsOver(): void
    {
        $file = $this->file();
        touch($file, time() + 1); // rung in a second that will not be over while this test runs its next lines
        $before = (string) file_get_contents($file);
        while (time() < (int) filemtime($file)) {
            usleep(10_000);
        }
        Doorbell::ofThisSite()->ring();
        $ms = Doorbell::ofThisSite()->msUntilQuiet();
        self::assertSame($before, (string) file_get_contents($file));
        self::assertGreaterThan(0, $ms);
        self::assertLessThanOrEqual(1000, $ms);
        touch($file, time() - 10);
        self::assertNull(Doorbell::ofThisSite()->msUntilQuiet());
    }

    public function testABellThatSomebodyDeletedIsMadeAgainWhenItRings(): void
    {
        $file = $this->file();
        unlink($file);
        Doorbell::ofThisSite()->ring();
        self::assertStringStartsWith(Doorbell::MARK, (string) file_get_contents($file));
    }

    public function testNobodyRingsBeforeTheAgentAskedForTheAddress(): void
    {
        $bells = wp_get_upload_dir()['basedir'] . '/counterfoil/*.txt';
        array_map(unlink(...), glob($bells) ?: []);
        delete_option(Doorbell::NAME_OPTION);
        Doorbell::ofThisSite()->ring();
        self::assertNull(Doorbell::ofThisSite()->msUntilQuiet());
        self::assertSame([], glob($bells));
    }

    public function testACopyOfTheShopTouchesNoBellAndMakesAnotherOnceItIsAskedForOne(): void
    {
        $file = $this->file();
        touch($file, time() - 10);
        $before = (string) file_get_contents($file);
        $elsewhere = static fn(): string => '/srv/staging';
        $this->filter('counterfoil_instance_path', $elsewhere);
        Doorbell::ofThisSite()->ring();
        Doorbell::ofThisSite()->remove();
        Doorbell::ofThisSite()->restore();
        self::assertSame($before, file_get_contents($file));
        $other = $this->file();
        self::assertNotSame($file, $other);
        Doorbell::ofThisSite()->remove();
        remove_filter('counterfoil_instance_path', $elsewhere);
        self::assertFileExists($file);
        unlink($file);
    }

    public function testUploadsInABucketHaveNoBellBecauseRingingWouldBeANetworkCall(): void
    {
        $bucket = static fn(array $dirs): array => ['basedir' => 's3://bucket/uploads'] + $dirs;
        $this->filter('upload_dir', $bucket);
        self::assertNull(Doorbell::ofThisSite()->url());
        Doorbell::ofThisSite()->ring();
        remove_filter('upload_dir', $bucket);
    }

    public function testAFolderThatCannotBeWrittenMakesNoNoiseAndNoBell(): void
    {
        $nowhere = static fn(array $dirs): array => ['basedir' => '/dev/null/uploads'] + $dirs;
        $this->filter('upload_dir', $nowhere);
        self::assertNull(Doorbell::ofThisSite()->url());
        Doorbell::ofThisSite()->ring();
        remove_filter('upload_dir', $nowhere);
        $this->expectOutputString('');
    }

    public function testAChangedOrderRingsWhenItsRequestEnds(): void
    {
        $file = $this->file();
        touch($file, time() - 10);
        $order = $this->newOrder();
        $before = (string) file_get_contents($file);
        self::assertNotSame(0, $order->get_id());
        $this->endRequest();
        self::assertNotSame($before, (string) file_get_contents($file));
    }
}
