namespace ZiBai.Supervision;

/// <summary>The system could not start a worker: no memory, no processes or descriptors left, or the program is gone.</summary>
internal sealed class WorkerLaunchException(string message, Exception innerException) : Exception(message, innerException);
