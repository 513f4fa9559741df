namespace ZiBai;

/// <summary>The two sides of the contract.</summary>
public enum ContractParty
{
    /// <summary>The app, with whatever middleware lies between it and the validator.</summary>
    App,

    /// <summary>The server, with whatever middleware lies between it and the validator.</summary>
    Server,
}
