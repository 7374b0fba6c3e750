namespace Rationale.Generators.Reading;

/// <summary>Ids of the rules that a declared model can break. Their texts are in the analyzers; an id is never used again for another rule.</summary>
internal static class RuleIds
{
    public const string NotPartial = "RAT0001";
    public const string ContainingTypeNotPartial = "RAT0002";
    public const string UnsupportedType = "RAT0003";
    public const string MissingTask = "RAT0004";
    public const string SeveralTasks = "RAT0005";
    public const string MissingInput = "RAT0006";
    public const string InputNotFirst = "RAT0007";
    public const string InputRepeated = "RAT0008";
    public const string LayersOverSeveralDeclarations = "RAT0009";
    public const string OwnForward = "RAT0010";
    public const string MemberClash = "RAT0011";
    public const string InheritedMemberClash = "RAT0012";
    public const string ShapesDoNotFit = "RAT0013";
    public const string OutputsDoNotFitTask = "RAT0014";
    public const string NoParameters = "RAT0015";
    public const string WeightOutOfRange = "RAT0016";
    public const string WeightAndAutomaticRatio = "RAT0017";
    public const string DropoutRateOutOfRange = "RAT0018";
    public const string CountBelowOne = "RAT0019";
    public const string LearningRateOutOfRange = "RAT0020";
    public const string MomentumOutOfRange = "RAT0021";
    public const string ScalarDoesNotFitTask = "RAT0022";
    public const string ActivationBeforeClassifier = "RAT0023";
    public const string NoEffect = "RAT0024";
    public const string UnknownAttribute = "RAT0025";
    public const string UndefinedEnumValue = "RAT0026";
    public const string ActivationParameterNotFinite = "RAT0027";
    public const string OptimizerIgnoresSetting = "RAT0028";
    public const string ModelTooLarge = "RAT0029";
    public const string CountBelowZero = "RAT0030";
    public const string EpsilonOutOfRange = "RAT0031";
    public const string TooManyLayers = "RAT0032";
    public const string UnsupportedBlock = "RAT0033";
    public const string BlockNotMarked = "RAT0034";
    public const string BlockWithoutLayers = "RAT0035";
    public const string BlockContainsItself = "RAT0036";
    public const string AttributeOfModelOnBlock = "RAT0037";
    public const string BlockHasErrors = "RAT0038";
    public const string NormMomentumOutOfRange = "RAT0039";
    public const string EmbeddingNotFirst = "RAT0043";
    public const string LayersBesideSelfExplaining = "RAT0050";
    public const string SelfExplainingRegressor = "RAT0051";
    public const string ConceptsDoNotFitOrigin = "RAT0052";
    public const string AggregationMixes = "RAT0053";
    public const string AggregationFalls = "RAT0054";
    public const string KeepNotMultiple = "RAT0060";
    public const string QuantizationOutOfRange = "RAT0061";
    public const string KeepAboveHalf = "RAT0062";
    public const string GroupsDoNotFit = "RAT0063";
    public const string SmoothedRegressor = "RAT0064";
    public const string ReplacementNotFinite = "RAT0065";
}
