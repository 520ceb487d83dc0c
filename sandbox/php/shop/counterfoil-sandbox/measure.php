<?php

/**
 * Measures what the Counterfoil plugin itself costs a request, where the file `measure` in the instance's folder says
 * so: time inside its own callbacks and while its file is loaded, and the queries it makes. One JSON line per request
 * in `measured.jsonl`, written after everything else. With the header `X-Sandbox-Without: 1` the plugin is left out of
 * that request.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

if (!is_file(COUNTERFOIL_SANDBOX_DIR . '/measure')) {
    return;
}

if (($_SERVER['HTTP_X_SANDBOX_WITHOUT'] ?? '') === '1') {
    add_filter('option_active_plugins', static fn($plugins) => array_values(array_filter(
        (array) $plugins,
        static fn($plugin) => !str_starts_with((string) $plugin, 'counterfoil/'),
    )));
}

(static function (): void {
    $spent = 0;
    $queries = 0;
    $inside = 0;
    $lastLoaded = hrtime(true);

    // Read directly before the first plugin is loaded; what WordPress did since the must-use plugins is not ours.
    add_filter('option_active_plugins', static function ($plugins) use (&$lastLoaded) {
        $lastLoaded = hrtime(true);
        return $plugins;
    }, PHP_INT_MAX);
    add_action('plugin_loaded', static function ($file) use (&$spent, &$lastLoaded): void {
        $now = hrtime(true);
        if (str_ends_with((string) $file, '/counterfoil.php')) {
            $spent += $now - $lastLoaded;
        }
        $lastLoaded = $now;
    }, PHP_INT_MAX);

    $isOurs = static function ($callback): bool {
        $of = is_array($callback) ? $callback[0] : $callback;
        if ($of instanceof Closure) {
            return str_contains((string) (new ReflectionFunction($of))->getFileName(), '/counterfoil/src/');
        }
        return str_starts_with(is_object($of) ? $of::class : (string) $of, 'Counterfoil\\');
    };

    // Every callback of ours is wrapped; a callback inside a callback counts once.
    $wrapAll = static function () use (&$spent, &$queries, &$inside, $isOurs): void {
        foreach ($GLOBALS['wp_filter'] as $hook) {
            foreach ($hook->callbacks as $priority => $callbacks) {
                foreach ($callbacks as $id => $callback) {
                    if (isset($callback['sandbox']) || !$isOurs($callback['function'])) {
                        continue;
                    }
                    $original = $callback['function'];
                    $hook->callbacks[$priority][$id]['sandbox'] = true;
                    $hook->callbacks[$priority][$id]['function'] = static function (...$values) use ($original, &$spent, &$queries, &$inside) {
                        $start = hrtime(true);
                        $queriesBefore = $GLOBALS['wpdb']->num_queries;
                        $inside++;
                        try {
                            return $original(...$values);
                        } finally {
                            if (--$inside === 0) {
                                $spent += hrtime(true) - $start;
                                $queries += $GLOBALS['wpdb']->num_queries - $queriesBefore;
                            }
                        }
                    };
                }
            }
        }
    };
    // Before its boot (0), after it, and once more when everything is registered.
    foreach ([['plugins_loaded', -1], ['plugins_loaded', 1], ['init', PHP_INT_MAX], ['rest_api_init', PHP_INT_MAX]] as [$hook, $priority]) {
        add_action($hook, $wrapAll, $priority);
    }

    // Shutdown functions run in the order of registration; this one registers another, which then runs after
    // WordPress's own.
    register_shutdown_function(static function () use (&$spent, &$queries): void {
        register_shutdown_function(static function () use (&$spent, &$queries): void {
            $line = json_encode([
                'method' => $_SERVER['REQUEST_METHOD'] ?? null,
                'id' => $_SERVER['HTTP_X_SANDBOX_MEASURE'] ?? null,
                'uri' => strtok((string) ($_SERVER['REQUEST_URI'] ?? ''), '?'),
                'without' => ($_SERVER['HTTP_X_SANDBOX_WITHOUT'] ?? '') === '1',
                'ownMicroseconds' => intdiv($spent, 1000),
                'ownQueries' => $queries,
                'requestMicroseconds' => (int) ((microtime(true) - $_SERVER['REQUEST_TIME_FLOAT']) * 1e6),
            ]);
            file_put_contents(COUNTERFOIL_SANDBOX_DIR . '/measured.jsonl', $line . "\n", FILE_APPEND | LOCK_EX);
        });
    });
})();
