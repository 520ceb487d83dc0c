<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Setup;

use Counterfoil\Database\QueryFailed;
use Counterfoil\Fingerprints\OrderFingerprints;
use Counterfoil\Outbox\RecordingFailures;
use Counterfoil\Setup\Notices;
use Counterfoil\Setup\SiteHealth;
use Counterfoil\Sweep\SweepByDate;
use Counterfoil\Sweep\SweepById;
use Counterfoil\Sweep\SweepResult;
use Counterfoil\Sweep\SweepTable;
use Counterfoil\Tests\ShopTestCase;

/**
 * Tools > Site Health and the notices: that recording works, or what is wrong with it, and from when to when every
 * order was looked at again.
 */
final class SiteHealthTest extends ShopTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        $this->db->query('DELETE FROM ' . SweepTable::name($this->db->prefix));
        $this->asAdmin();
    }

    protected function tearDown(): void
    {
        wp_set_current_user(0);
        parent::tearDown();
    }

    public function testItStandsInWordPressOwnListOfTestsAndFacts(): void
    {
        self::assertArrayHasKey('counterfoil_recording', (array) (((array) apply_filters('site_status_tests', ['direct' => [], 'async' => []]))['direct'] ?? null));
        self::assertArrayHasKey('counterfoil', (array) apply_filters('debug_information', []));
    }

    public function testTheProofNamesTheSpanThatWasLookedAtAndWhatWasFound(): void
    {
        self::assertStringContainsString('Nothing has been looked through yet', $this->said());
        $this->lookedAt(new SweepResult(400, 3, 0));
        self::assertStringContainsString('between 2026-01-01 10:00 and 2026-01-02 09:59 (UTC) was looked at again; 3 had not been noticed', $this->said());
        self::assertSame('good', SiteHealth::test()['status']);
    }

    public function testItSpeaksTheLanguageOfWhoeverReadsIt(): void
    {
        update_user_meta(get_current_user_id(), 'locale', 'de_DE');
        self::assertStringContainsString('Noch wurde nichts durchgesehen', $this->said());
        self::assertSame('Counterfoil zeichnet Bestellungen auf', SiteHealth::test()['label']);
        $facts = (array) (((array) apply_filters('debug_information', []))['counterfoil'] ?? []);
        self::assertSame('Änderungen, die auf Abholung warten', ((array) (((array) ($facts['fields'] ?? []))['waiting'] ?? []))['label'] ?? null);
    }

    public function testOrdersThatVanishedTogetherAreAPersonsMatter(): void
    {
        $this->lookedAt(new SweepResult(400, 0, 250));
        self::assertStringContainsString('250 orders it knew are gone, all at once', $this->said());
        self::assertSame('critical', SiteHealth::test()['status']);
    }

    public function testAChangeThatCouldNotBeRecordedIsSaidOnEveryPageInTheDatabasesOwnWordsUntilItIsForgotten(): void
    {
        $log = ini_set('error_log', '/dev/null');
        $failures = new RecordingFailures();
        $failures->note(new QueryFailed('Table is <read> only'), 7);
        $failures->write();
        ini_set('error_log', (string) $log);
        ob_start();
        Notices::show();
        $notice = (string) ob_get_clean();
        self::assertStringContainsString('could not record 1 change of an order', $notice);
        self::assertStringContainsString('Table is &lt;read&gt; only', $notice);
        self::assertSame('critical', SiteHealth::test()['status']);

        RecordingFailures::forget();
        self::assertSame([], Notices::sentences());
    }

    private function said(): string
    {
        $description = SiteHealth::test()['description'] ?? null;
        self::assertIsString($description);
        return $description;
    }

    private function lookedAt(SweepResult $result): void
    {
        $way = OrderFingerprints::ofThisSite($this->db)->datesEverySave() ? SweepByDate::NAME : SweepById::NAME;
        $table = new SweepTable($this->db);
        $table->span($way, '2026-01-01 10:00:00.000');
        $table->beginPass($way, '2026-01-02 09:59:00.000', null, 0);
        $table->advance($way, null, 0, $result);
        $table->endPass($way, 0, 300);
    }
}
