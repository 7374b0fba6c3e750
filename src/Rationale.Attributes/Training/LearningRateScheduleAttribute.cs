namespace Rationale;

/// <summary>
/// Base of the attributes that say how the learning rate changes during a training: the rate of a step is that of <see cref="TrainAttribute.LearningRate"/> times the
/// schedule's factor, times that of <see cref="WarmUpAttribute"/> where there is one. A model has at most one schedule; without one the rate is constant.
/// </summary>
/// <remarks>A schedule that counts epochs changes the rate between epochs, one that counts steps between steps, as PyTorch's schedulers do when they are stepped once for each epoch or each batch.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public abstract class LearningRateScheduleAttribute : Attribute;
