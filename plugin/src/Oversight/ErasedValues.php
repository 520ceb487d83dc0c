<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The values of a code once the person was erased: what somebody wrote or the ERP said may name them, so it goes;
 * figures and names of ours stay.
 */
final class ErasedValues
{
    /** What stands in its place, so that the sentence can still be read. */
    public const GONE = '…';
    /** In words of a person; how the ERP calls the customer; in the ERP's own words, where it is no reason of ours. */
    private const NAMES = ['note', 'customer', 'reason'];

    /** @return string|null JSON; null: nothing of it names anybody */
    public static function of(string $json): ?string
    {
        $values = json_decode($json, true);
        $erased = is_array($values) ? $values : [];
        foreach (self::NAMES as $name) {
            if (is_string($erased[$name] ?? null)) {
                $erased[$name] = self::GONE;
            }
        }
        return $erased === $values || !is_array($values) ? null : (string) json_encode((object) $erased, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    }
}
