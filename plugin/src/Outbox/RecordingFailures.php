<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Changes of orders that could not be recorded. They are not lost (the sweep finds them once the database works again),
 * but a person must see that it happened. Kept in an option and not in a table of ours, because ours are what has just
 * failed; nothing decides by it.
 */
final class RecordingFailures
{
    public const OPTION = 'counterfoil_recording_failures';

    private int $count = 0;
    private string $lastError = '';
    private int $lastOrderId = 0;

    public function note(\Throwable $failure, int $orderId): void
    {
        $this->count++;
        $this->lastError = $failure->getMessage();
        $this->lastOrderId = $orderId;
    }

    /** At the end of the request; when even this fails, PHP's error log has it. */
    public function write(): void
    {
        if ($this->count === 0) {
            return;
        }
        error_log(sprintf('Counterfoil could not record %d change(s), last of order %d: %s', $this->count, $this->lastOrderId, $this->lastError));
        global $wpdb;
        /** @var \wpdb $wpdb */
        $suppressed = $wpdb->suppress_errors(true);
        try {
            $known = self::known();
            update_option(self::OPTION, [
                'count' => ($known['count'] ?? 0) + $this->count,
                'first_at' => $known['first_at'] ?? gmdate('Y-m-d\TH:i:s\Z'),
                'last_at' => gmdate('Y-m-d\TH:i:s\Z'),
                'last_order_id' => $this->lastOrderId,
                'last_error' => substr($this->lastError, 0, 500),
            ], false);
        } catch (\Throwable) {
            // Told above; the order itself is saved, and that must stay so.
        } finally {
            $wpdb->suppress_errors($suppressed);
            $this->count = 0;
        }
    }

    /**
     * @return array{count: int, first_at: string, last_at: string, last_order_id: int, last_error: string}|null null:
     *   everything was recorded
     */
    public static function known(): ?array
    {
        $known = get_option(self::OPTION, null);
        if (!is_array($known)) {
            return null;
        }
        $text = static fn(string $key): string => is_scalar($known[$key] ?? null) ? (string) $known[$key] : '';
        return [
            'count' => (int) $text('count'),
            'first_at' => $text('first_at'),
            'last_at' => $text('last_at'),
            'last_order_id' => (int) $text('last_order_id'),
            'last_error' => $text('last_error'),
        ];
    }

    public static function forget(): void
    {
        delete_option(self::OPTION);
    }
}
