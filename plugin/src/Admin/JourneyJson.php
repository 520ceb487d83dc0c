<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\Change;
use Counterfoil\Oversight\DocumentKey;
use Counterfoil\Oversight\JourneyDocument;
use Counterfoil\Oversight\JourneyRow;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\Reason;

if (!defined('ABSPATH')) {
    exit;
}

/** Journeys as wp-admin's screens get them: shared-types/src/admin/journeys.ts. */
final class JourneyJson
{
    /** @return array<string, mixed> journeyRow */
    public static function row(JourneyRow $row): array
    {
        return [
            'orderId' => $row->orderId,
            'former' => $row->key->isFormer() ? $row->key->formerCheck : null,
            'orderNumber' => $row->orderNumber,
            'customer' => $row->customer,
            'email' => $row->email,
            'total' => $row->total,
            'currency' => $row->currency,
            'orderStatus' => $row->orderStatus,
            'placedAt' => $row->placedAt,
            'state' => $row->state->value,
            'code' => $row->code,
            'values' => (object) self::readable($row->values),
            'changes' => self::changes($row->values),
            'document' => $row->document === null ? null : [
                'id' => $row->document->id,
                'number' => $row->document->number,
                'url' => $row->document->url,
                'state' => $row->document->state,
            ],
            'inErp' => $row->isInErp(),
            'since' => $row->since,
            'version' => $row->version,
            'asked' => $row->asked,
            'editUrl' => $row->gone || $row->key->isFormer() || !current_user_can('edit_shop_orders') ? null : OrderScreens::editUrl($row->orderId),
        ];
    }

    /**
     * @param list<JourneyDocument> $documents
     * @return list<array<string, mixed>> journeyDocumentRow
     */
    public static function documents(array $documents): array
    {
        $words = new DocumentWords(AdminRoute::words());
        return array_map(static fn(JourneyDocument $one): array => [
            'what' => mb_substr($words->what($one->key), 0, 200),
            'number' => $one->document->number,
            'url' => $one->document->url,
            'state' => mb_substr($words->state($one, $documents), 0, 200),
            'live' => $one->live,
        ], $documents);
    }

    /**
     * @param list<JourneyStep> $steps in time order
     * @param list<JourneyDocument> $documents that they may be about
     * @return list<array<string, mixed>> journeyStepRow
     */
    public static function steps(array $steps, JourneyRow $row, array $documents): array
    {
        $words = new DocumentWords(AdminRoute::words());
        $rows = [];
        $before = null;
        foreach ($steps as $step) {
            $rows[] = [
                'at' => $step->at,
                'code' => $step->code,
                'values' => (object) self::readable($step->values),
                'changes' => self::changes($step->values),
                'about' => $words->about($step->about),
                'url' => self::url($step->about, $row, $documents),
                'afterMs' => $before === null ? null : max(0, self::milliseconds($step->at) - self::milliseconds($before)),
            ];
            $before = $step->at;
        }
        return $rows;
    }

    /**
     * @param array<string, string|int|Reason|list<Change>> $values
     * @return array<string, string|int>
     */
    public static function readable(array $values): array
    {
        return (new ReadableValues(AdminRoute::words()))->of($values);
    }

    /**
     * @param array<string, string|int|Reason|list<Change>> $values
     * @return list<array{what: string, before: string|null, after: string|null}>
     */
    private static function changes(array $values): array
    {
        return array_map(
            static fn(ReadableChange $change): array => ['what' => $change->what, 'before' => $change->before, 'after' => $change->after],
            array_slice(ReadableChange::listOf($values, AdminRoute::words()), 0, 200),
        );
    }

    /**
     * Opens what a step is about.
     *
     * @param list<JourneyDocument> $documents
     */
    private static function url(?DocumentKey $about, JourneyRow $row, array $documents): ?string
    {
        if ($about === null) {
            return $row->document?->url;
        }
        foreach ($documents as $one) {
            if ($one->key->equals($about)) {
                return $one->document->url;
            }
        }
        return null;
    }

    private static function milliseconds(string $time): int
    {
        return (int) (new \DateTimeImmutable($time))->format('Uv');
    }
}
