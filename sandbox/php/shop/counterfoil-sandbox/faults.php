<?php

/**
 * Breaks a request on purpose, where a file in the instance's folder `faults` says so; `sandbox/src/store/arm-fault.ts`
 * writes them and tells what the fields mean. Files, not options: a shop without faults does no query for them.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

(static function (): void {
    $strike = static function (array $fault, string $file): void {
        // A fault strikes a limited number of times. The one that removes its ticket first strikes, also when several
        // requests meet.
        $unlimited = $fault['times'] === null;
        foreach ($unlimited ? [0] : range(1, $fault['times']) as $ticket) {
            if (!$unlimited && !@unlink("{$file}.{$ticket}")) {
                continue;
            }
            switch ($fault['action']) {
                case 'kill':
                    posix_kill(getmypid(), 9); // SIGKILL; the constant comes with pcntl, which the web has not.
                    sleep(5);
                    exit;
                case 'error':
                    throw new Error("Sandbox fault {$fault['name']}");
                case 'exception':
                    throw new RuntimeException("Sandbox fault {$fault['name']}");
                case 'memory':
                    ini_set('memory_limit', '1K');
                    str_repeat('x', 1 << 26);
                    exit;
                case 'sleep':
                    usleep($fault['sleepMs'] * 1000);
                    return;
            }
        }
    };

    foreach (glob(COUNTERFOIL_SANDBOX_DIR . '/faults/*.json') ?: [] as $file) {
        $fault = json_decode((string) file_get_contents($file), true, 16, JSON_THROW_ON_ERROR);
        if ($fault['request'] !== null && !str_contains($_SERVER['REQUEST_URI'] ?? '', $fault['request'])) {
            continue;
        }
        $seen = 0;
        // The last argument number is large enough for every hook; WordPress gives what there is.
        add_filter($fault['hook'], static function (...$values) use ($fault, $file, $strike, &$seen) {
            if ($fault['orderId'] !== null) {
                $ids = array_map(static fn($value) => $value instanceof WC_Abstract_Order ? $value->get_id() : $value, $values);
                if (!in_array($fault['orderId'], $ids, false)) {
                    return $values[0] ?? null;
                }
            }
            if (++$seen === $fault['nth']) {
                $strike($fault, $file);
            }
            return $values[0] ?? null;
        }, $fault['priority'], 9);
    }
})();
