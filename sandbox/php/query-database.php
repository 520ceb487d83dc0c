<?php

/** Runs one SQL statement: {db, sql, params} on standard input, the rows as JSON on file descriptor 3. */

declare(strict_types=1);

$call = json_decode((string) stream_get_contents(STDIN), true, 64, JSON_THROW_ON_ERROR);
$db = $call['db'];
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$connection = new mysqli($db['host'], $db['user'], $db['password'], $db['name'], $db['port']);
$connection->set_charset('utf8mb4');
$statement = $connection->prepare($call['sql']);
$statement->execute($call['params']);
$result = $statement->get_result();
$rows = $result === false ? [] : $result->fetch_all(MYSQLI_ASSOC);
file_put_contents('php://fd/3', json_encode($rows, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE));
