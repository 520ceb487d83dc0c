<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Admin\OrderPanelHtml;
use Counterfoil\Database\RandomUuid;
use Counterfoil\Oversight\DocumentKey;
use Counterfoil\Oversight\JourneyDocumentsTable;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Tests\Json;

/** One order's journey: each of its documents with a line of its own, and lines that say which one they are about. */
final class JourneyScreenTest extends AdminTestCase
{
    private const ORDER = 12;
    private const CHECK = 'K5QWX2';

    public function testEachDocumentSaysWhatItIsItsNumberItsStateAndWhetherItCounts(): void
    {
        $this->journey(self::ORDER, ['order_check' => self::CHECK]);
        $this->document('refund', 57, 1, 'CN17', 'draft');
        $this->document('order', self::ORDER, 1, 'S1', 'cancelled', false);
        $this->document('order', self::ORDER, 2, 'S2', 'confirmed');
        $this->document('payment', 9, 1, '', 'cancelled', false);
        $this->document('invoice', 3, 1, 'I3', 'posted');
        self::assertSame([
            ['Sales order', 'S1', 'cancelled, replaced', false],
            ['Sales order, replacement 1', 'S2', 'confirmed', true],
            ['Other document 3 (“invoice”)', 'I3', '“posted”, which this plugin does not know yet', true],
            ['Payment 9', '', 'cancelled, no longer counts', false],
            ['Refund 57', 'CN17', 'a draft', true],
        ], array_map(static fn(Json $one): array => [$one->text('what'), $one->text('number'), $one->text('state'), $one->raw('live')], $this->shown()->each('documents')));
    }

    public function testALineAboutAnotherDocumentSaysWhichAndOpensThatOne(): void
    {
        $this->journey(self::ORDER, ['order_check' => self::CHECK, 'document_id' => '2', 'document_number' => 'S2', 'document_state' => 'confirmed', 'document_url' => 'https://erp.example/S2']);
        $this->document('order', self::ORDER, 1, 'S1', 'cancelled', false);
        $this->document('order', self::ORDER, 2, 'S2', 'confirmed');
        $this->document('refund', 57, 1, 'CN17', 'draft');
        foreach ([null, new DocumentKey('order', self::ORDER, 1), new DocumentKey('order', self::ORDER, 2), new DocumentKey('refund', 57, 1), new DocumentKey('refund', 99, 1)] as $about) {
            $this->step($about);
        }
        self::assertSame([
            [null, 'https://erp.example/S2'],
            [null, 'https://erp.example/S1'],
            ['Sales order, replacement 1', 'https://erp.example/S2'],
            ['Refund 57', 'https://erp.example/CN17'],
            ['Refund 99', null],
        ], array_map(static fn(Json $step): array => [$step->raw('about'), $step->raw('url')], $this->shown()->each('steps')));
        self::assertStringContainsString('<bdi>Refund 57: Read back', OrderPanelHtml::of(self::ORDER));
        self::assertStringContainsString('<bdi>Read back', OrderPanelHtml::of(self::ORDER), 'of the first sales order nothing more is said');
    }

    public function testWhatADocumentIsIsSaidInTheReadersLanguage(): void
    {
        update_user_meta(get_current_user_id(), 'locale', 'de_DE');
        $this->journey(self::ORDER);
        $this->document('order', self::ORDER, 1, 'S1', 'cancelled', false);
        $this->document('order', self::ORDER, 2, '', 'draft');
        self::assertSame([['Auftrag', 'storniert, ersetzt'], ['Auftrag, Ersatz 1', 'Entwurf']], array_map(static fn(Json $one): array => [$one->text('what'), $one->text('state')], $this->shown()->each('documents')));
        delete_user_meta(get_current_user_id(), 'locale');
    }

    private function shown(): Json
    {
        return $this->answer('admin-journey-answer', 'GET', 'journeys/' . self::ORDER);
    }

    private function document(string $kind, int $shopId, int $generation, string $number, string $state, bool $live = true): void
    {
        $this->db->insert(JourneyDocumentsTable::name($this->db->prefix), [
            'order_id' => self::ORDER,
            'kind' => $kind,
            'shop_id' => $shopId,
            'document_check' => self::CHECK,
            'generation' => $generation,
            'erp_id' => "id-{$number}",
            'number' => $number,
            'url' => "https://erp.example/{$number}",
            'state' => $state,
            'live' => (int) $live,
        ]);
        self::assertSame('', $this->db->last_error);
    }

    private function step(?DocumentKey $about): void
    {
        $values = ['erp' => 'Tryton', 'document' => 'X', 'money' => '12 EUR'];
        JourneyStepsTable::ofThisSite()->add([new JourneyStep(RandomUuid::make(), self::ORDER, '2026-11-23T10:02:14.000Z', 'step_read_back', $values, self::CHECK, $about)]);
    }
}
