using System.Globalization;
using ZiBai.Benchmarks;
using ZiBai.Benchmarks.Guard;
using ZiBai.Benchmarks.Load;
using ZiBai.Benchmarks.Memory;
using ZiBai.Benchmarks.Micro;
using ZiBai.Benchmarks.Processes;
using ZiBai.Benchmarks.Servers;
using ZiBai.Benchmarks.Start;

// The parts of test/bench.sh that are programs.
switch (args)
{
    case ["bare", var endpoint, var work]:
        await BareServer.RunAsync(Endpoint.Parse(endpoint), work);
        return 0;
    case ["minimal", var endpoint, var work]:
        await MinimalServer.RunAsync(Endpoint.Parse(endpoint), work);
        return 0;
    case ["drive", var endpoint, var connections, var seconds]:
        await OwnClient.RunAsync(Endpoint.Parse(endpoint), Number(connections), TimeSpan.FromSeconds(Number(seconds)));
        return 0;
    case ["load", var tool, var apps, var commit, .. var rest]:
        return await LoadCommand.RunAsync(tool, apps, commit, rest);
    case ["memory", var tool, var apps, var commit, .. var rest]:
        return await MemoryCommand.RunAsync(tool, apps, commit, rest);
    case ["start", var tool, var samples, var commit, var runs]:
        return await StartCommand.RunAsync(tool, samples, commit, Number(runs));
    case ["guard"]:
        return await GuardCommand.RunAsync();
    case ["micro", .. var rest]:
        return MicroCommand.Run(rest);
    case ["waiting", var port, var pid, var requests]:
        return await WaitingRequests.RunAsync(Number(port), new ServerProcess(Number(pid)), Number(requests));
    case ["beside", var port, var pid, var seconds]:
        return await NormalRequests.RunAsync(Number(port), new ServerProcess(Number(pid)), TimeSpan.FromSeconds(Number(seconds)));
    default:
        await Console.Error.WriteLineAsync(
            """
            Usage: ZiBai.Benchmarks bare|minimal ENDPOINT WORK
                   ZiBai.Benchmarks drive ENDPOINT CONNECTIONS SECONDS
                   ZiBai.Benchmarks load ZIBAI APPS COMMIT [options]
                   ZiBai.Benchmarks memory ZIBAI APPS COMMIT [options]
                   ZiBai.Benchmarks start ZIBAI SAMPLES COMMIT RUNS
                   ZiBai.Benchmarks micro [options of BenchmarkDotNet]
                   ZiBai.Benchmarks guard
                   ZiBai.Benchmarks waiting PORT PID REQUESTS
                   ZiBai.Benchmarks beside PORT PID SECONDS
            """);
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
