<?php

/**
 * Runs a piece of PHP inside the WordPress of an instance, on the command line. Reads one JSON object from standard
 * input: {wordpress: folder, host, installing: bool, file: path | null, code: text | null, args: any}. `file` returns a
 * function of one argument, `code` is the body of one with `$args`. The result goes as JSON to file descriptor 3.
 */

declare(strict_types=1);

$sandboxCall = json_decode((string) stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);

$_SERVER += ['SERVER_SOFTWARE' => 'sandbox'];
$_SERVER['HTTP_HOST'] = $sandboxCall['host'];
$_SERVER['SERVER_NAME'] = '127.0.0.1';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';

// WordPress sends errors to its log; whoever called waits for them here.
register_shutdown_function(static function (): void {
    $error = error_get_last();
    if ($error !== null && $error['type'] & (E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR)) {
        fwrite(STDERR, "{$error['message']} in {$error['file']}:{$error['line']}\n");
    }
});

if ($sandboxCall['installing']) {
    define('WP_INSTALLING', true);
}

// WordPress sets its variables in the scope that loads it: this one, the global one.
require $sandboxCall['wordpress'] . '/wp-load.php';

(static function (array $call): void {
    $function = $call['file'] !== null
        ? require $call['file']
        : eval('return static function ($args) {' . $call['code'] . "\n};");
    if (!$function instanceof Closure) {
        throw new RuntimeException("{$call['file']} must return a function of one argument.");
    }
    try {
        $returned = $function($call['args']);
    } catch (Throwable $thrown) {
        fwrite(STDERR, $thrown . "\n");
        exit(1);
    }
    $result = json_encode($returned, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    file_put_contents('php://fd/3', $result);
})($sandboxCall);
