<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\Change;
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
            'since' => $row->since,
            'asked' => $row->asked,
            'editUrl' => $row->gone || !current_user_can('edit_shop_orders') ? null : OrderScreens::editUrl($row->orderId),
        ];
    }

    /**
     * @param list<JourneyStep> $steps in time order
     * @return list<array<string, mixed>> journeyStepRow
     */
    public static function steps(array $steps): array
    {
        $rows = [];
        $before = null;
        foreach ($steps as $step) {
            $rows[] = [
                'at' => $step->at,
                'code' => $step->code,
                'values' => (object) self::readable($step->values),
                'changes' => self::changes($step->values),
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

    private static function milliseconds(string $time): int
    {
        return (int) (new \DateTimeImmutable($time))->format('Uv');
    }
}
