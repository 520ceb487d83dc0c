<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Contract;

use Counterfoil\Tests\Json;

/** The golden samples and schemas of shared-types, which PHP and TypeScript test against alike. */
final class Samples
{
    private const SHARED_TYPES = __DIR__ . '/../../../shared-types';

    public static function schema(string $message): \stdClass
    {
        $schema = self::read(self::SHARED_TYPES . "/json-schema/{$message}.json")->value;
        return $schema instanceof \stdClass ? $schema : throw new \LogicException("No schema of {$message}");
    }

    /** @return list<string> names of all messages */
    public static function messages(): array
    {
        return array_map(static fn(string $file): string => basename($file, '.json'), glob(self::SHARED_TYPES . '/json-schema/*.json') ?: []);
    }

    /** @return array<string, Json> by file, `events-request/accepted/first-call.json` */
    public static function of(string $message, string $verdict): array
    {
        $samples = [];
        foreach (glob(self::SHARED_TYPES . "/samples/{$message}/{$verdict}/*.json") ?: [] as $file) {
            $samples["{$message}/{$verdict}/" . basename($file)] = self::read($file);
        }
        return $samples;
    }

    /** @param string $path under shared-types/samples */
    public static function file(string $path): Json
    {
        return self::read(self::SHARED_TYPES . "/samples/{$path}");
    }

    /** @param string $path under shared-types/src */
    public static function source(string $path): string
    {
        return (string) file_get_contents(self::SHARED_TYPES . "/src/{$path}");
    }

    private static function read(string $file): Json
    {
        return Json::parse((string) file_get_contents($file));
    }
}
