using System.Globalization;
using ZiBai.Benchmarks;

// The parts of test/bench.sh that are programs.
var numbers = args.Skip(1).Select(static arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToArray();
switch (args.FirstOrDefault(), numbers)
{
    case ("bare", [var port]):
        await BareServer.RunAsync(port);
        return 0;
    case ("waiting", [var port, var pid, var requests]):
        return await WaitingRequests.RunAsync(port, new ServerProcess(pid), requests);
    case ("beside", [var port, var pid, var seconds]):
        return await NormalRequests.RunAsync(port, new ServerProcess(pid), TimeSpan.FromSeconds(seconds));
    default:
        await Console.Error.WriteLineAsync("Usage: ZiBai.Benchmarks bare PORT | waiting PORT PID REQUESTS | beside PORT PID SECONDS");
        return 2;
}
