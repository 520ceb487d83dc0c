<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\Change;
use Counterfoil\Oversight\Reason;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The values of a code as a person reads them: a user by name, a status as the shop calls it, states of the ERP's
 * documents and reasons in the reader's language, rules called after a day by that day. Money and times stay as the
 * contract has them; who writes the sentence writes those in its language.
 */
final class ReadableValues
{
    public const DOCUMENT_STATES = ['draft', 'quoted', 'confirmed', 'processed', 'done', 'cancelled'];
    private const VIA = ['checkout', 'store-api', 'admin', 'rest-api'];

    public function __construct(private readonly Words $words) {}

    /**
     * @param array<string, string|int|Reason|list<Change>> $values
     * @return array<string, string|int>
     */
    public function of(array $values): array
    {
        $readable = [];
        foreach ($values as $name => $value) {
            if ($value instanceof Reason) {
                $readable[$name] = $this->words->say($value->code, $this->of($value->values));
                continue;
            }
            if (is_array($value)) {
                $readable[$name] = $this->changes($value);
                continue;
            }
            $readable[$name] = match ($name) {
                'user' => is_int($value) ? $this->user($value) : $value,
                'status' => $this->status((string) $value),
                'state', 'wanted' => $this->listed('screen_document_', (string) $value, self::DOCUMENT_STATES),
                'document' => $value === '' ? $this->words->say('screen_no_number_yet') : $value,
                'via' => $this->listed('screen_via_', (string) $value, self::VIA),
                'mapping' => OrderTimes::day((string) $value),
                default => $value,
            };
        }
        return $readable;
    }

    private function user(int $id): string
    {
        $user = get_userdata($id);
        return $user === false ? (string) $id : $user->display_name;
    }

    private function status(string $status): string
    {
        $name = wc_get_order_status_name($status);
        return $name === '' ? $status : $name;
    }

    /** @param list<string> $known */
    private function listed(string $prefix, string $value, array $known): string
    {
        return in_array($value, $known, true) ? $this->words->say($prefix . str_replace('-', '_', $value)) : $value;
    }

    /** @param list<Change> $changes what changed; before and after stand beside the sentence (ReadableChange) */
    private function changes(array $changes): string
    {
        return implode(', ', array_unique(array_map(fn(Change $change): string => ReadableChange::of($change, $this->words)->what, $changes)));
    }
}
