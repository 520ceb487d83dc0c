<?php

/**
 * Runs SQL statements until standard input ends: each line is one, {db, sql, params}; each is answered by one line,
 * {rows} or {error}. A statement has a connection of its own, so that none is left with another's transaction, locks or
 * variables.
 */

declare(strict_types=1);

// Node's pipes are sockets, which PHP takes for closed after a minute (default_socket_timeout) in which nothing is
// asked.
stream_set_timeout(STDIN, 365 * 86_400);

mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);

$run = static function (array $call): array {
    $db = $call['db'];
    $connection = new mysqli($db['host'], $db['user'], $db['password'], $db['name'], $db['port']);
    $connection->set_charset('utf8mb4');
    $statement = $connection->prepare($call['sql']);
    $statement->execute($call['params']);
    $result = $statement->get_result();
    $rows = $result === false ? [] : $result->fetch_all(MYSQLI_ASSOC);
    $connection->close();
    return $rows;
};

while (($line = fgets(STDIN)) !== false) {
    try {
        $answer = ['rows' => $run(json_decode($line, true, 64, JSON_THROW_ON_ERROR))];
    } catch (Throwable $thrown) {
        $answer = ['error' => $thrown->getMessage()];
    }
    fwrite(STDOUT, json_encode($answer, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
}
