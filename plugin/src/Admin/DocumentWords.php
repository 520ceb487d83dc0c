<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\DocumentKey;
use Counterfoil\Oversight\JourneyDocument;

if (!defined('ABSPATH')) {
    exit;
}

/** The documents of an order in words: what each is, and how it stands. */
final class DocumentWords
{
    private const KINDS = ['order', 'refund', 'payment', 'shipment'];

    public function __construct(private readonly Words $words) {}

    /** "Refund 57", by the number that the shop knows it by. */
    public function what(DocumentKey $key): string
    {
        $values = ['number' => (string) $key->shopId, 'kind' => $key->kind];
        $what = $this->words->say(in_array($key->kind, self::KINDS, true) ? "screen_kind_{$key->kind}" : 'screen_kind_unknown', $values);
        return $key->generation === 1 ? $what : $this->words->say('screen_kind_replacement', ['kind' => $what, 'number' => (string) ($key->generation - 1)]);
    }

    /** Null: about the order itself, or its first sales order; nothing needs to be said of that. */
    public function about(?DocumentKey $key): ?string
    {
        return $key === null || ($key->isSalesOrder() && $key->generation === 1) ? null : $this->what($key);
    }

    /** @param list<JourneyDocument> $all of the order */
    public function state(JourneyDocument $document, array $all): string
    {
        $word = $document->document->state;
        $isKnown = in_array($word, ReadableValues::DOCUMENT_STATES, true);
        $state = $this->words->say($isKnown ? "screen_document_{$word}" : 'screen_document_state_unknown', ['state' => $word]);
        if ($document->live) {
            return $state;
        }
        $isReplaced = array_filter($all, static fn(JourneyDocument $other): bool => $other->key->kind === $document->key->kind
            && $other->key->shopId === $document->key->shopId && $other->key->generation > $document->key->generation) !== [];
        return "{$state}, " . $this->words->say($isReplaced ? 'screen_document_replaced' : 'screen_document_no_longer');
    }
}
